import type { Problem } from '../cli/problem.ts';
import { atMost } from './at-most.ts';
import type { Json } from './json.ts';
import { recognise } from './published-schema/recognise.ts';
import { validatorFor } from './published-schema/validator.ts';
import { explainViolations } from './published-schema/violations.ts';

/**
 * Checks a document against the published JSON schema of the OpenAPI version it claims: 3.0, 3.1 or
 * 3.2. Needs no network. The schemas of 3.1 and 3.2 don't look inside Schema Objects.
 *
 * @param document Any parsed JSON or YAML; what is no OpenAPI 3 document is one problem that says
 * what it is.
 * @param file The file or URL to name in the problems.
 * @returns At most 20 problems and the count of the rest; none when the document is valid.
 */
export async function schemaProblems(document: Json, file: string): Promise<Problem[]> {
  const recognised = recognise(document);
  if (!recognised.version) {
    return [
      {
        file,
        message: `an OpenAPI document of version 3.0, 3.1 or 3.2 is needed, this is ${recognised.instead}`,
        hint: 'Check the address; a document of an older version must be converted first.',
      },
    ];
  }
  const validate = await validatorFor(recognised.version);
  if (validate(document)) return [];
  const problems = explainViolations(validate.errors ?? []);
  return atMost(
    20,
    problems.map((problem) => ({ file, ...problem })),
  );
}
