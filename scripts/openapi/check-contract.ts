import type { Problem } from '../cli/problem.ts';
import { atMost } from './at-most.ts';
import { sideProblems } from './contract/both-sides.ts';
import { keywordProblems } from './contract/keywords.ts';
import { parameterProblems } from './contract/parameters.ts';
import { templateProblems } from './contract/templates.ts';
import { contractNameProblems } from './integrity/names.ts';
import type { JsonObject } from './json.ts';
import { shortValue } from './short-value.ts';

/**
 * What the generators need of a contract beyond a sound document: OpenAPI 3.1, operationIds that
 * are identifiers, path templates that differ and declare their parameters, schemas whose keywords
 * mean something, and no named schema that is both sent and received.
 *
 * @param file The file to name in the problems.
 * @returns All problems; none when the contract can be generated from.
 */
export function contractProblems(document: JsonObject, file: string): Problem[] {
  return atMost(50, [
    ...versionProblem(document, file),
    ...contractNameProblems(document, file),
    ...templateProblems(document, file),
    ...parameterProblems(document, file),
    ...keywordProblems(document, file),
    ...sideProblems(document, file),
  ]);
}

function versionProblem({ openapi }: JsonObject, file: string): Problem[] {
  if (typeof openapi === 'string' && /^3\.1\.\d+/.test(openapi)) return [];
  return [
    {
      file,
      pointer: '/openapi',
      message: `a contract is OpenAPI 3.1, this is ${shortValue(openapi)}`,
      hint: 'Let an overlay update it, as in openapi: 3.1.1.',
    },
  ];
}
