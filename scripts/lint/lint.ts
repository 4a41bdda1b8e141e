import type { JsonObject } from '../openapi/json.ts';
import { enumFindings } from './enums.ts';
import type { Finding, LintOptions, Rule } from './finding.ts';
import { globalNameFindings, nameFindings } from './names.ts';
import { operationFindings } from './operations.ts';
import { paginationFindings } from './pagination.ts';
import { schemaFindings } from './schemas.ts';

const RULES: readonly Rule[] = [
  operationFindings,
  paginationFindings,
  schemaFindings,
  enumFindings,
  nameFindings,
  globalNameFindings,
];

/** Everything in which a contract falls short of our own rules. */
export function lintDocument(document: JsonObject, options: LintOptions = {}): Finding[] {
  return RULES.flatMap((rule) => rule(document, options));
}
