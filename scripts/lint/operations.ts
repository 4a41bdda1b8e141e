import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { contentOf, successesOf } from '../openapi/parts.ts';
import type { Finding, LintOptions } from './finding.ts';

const ERRORS = ['401', '403', '429'];

/** Every operation is in one section, and says what it answers and how it fails. */
export function operationFindings(document: JsonObject, options: LintOptions): Finding[] {
  return operationsOf(document).flatMap(({ operation, pointer }) => [
    ...tagFindings(operation, pointer),
    ...errorFindings(operation, pointer),
    ...answerFindings(document, operation, pointer, options),
  ]);
}

function tagFindings({ tags }: JsonObject, pointer: string): Finding[] {
  const count = Array.isArray(tags) ? tags.length : 0;
  if (count === 1) return [];
  return [{ rule: 'operation-one-tag', pointer, message: `has ${count} tags instead of one` }];
}

function errorFindings({ responses }: JsonObject, pointer: string): Finding[] {
  const missing = ERRORS.filter((status) => !isObject(responses) || !isObject(responses[status]));
  if (missing.length === 0) return [];
  return [{ rule: 'operation-errors', pointer, message: `does not answer ${missing.join(', ')}` }];
}

/** An answer without a body is fine where it is said so: by 204, or by `x-no-body`. */
function answerFindings(
  document: JsonObject,
  operation: JsonObject,
  pointer: string,
  { unknownAnswers = false }: LintOptions,
): Finding[] {
  const successes = successesOf(operation);
  if (successes.length === 0) {
    return [{ rule: 'operation-success', pointer, message: 'has no 2xx response' }];
  }
  return successes.flatMap(([status, response]) => {
    const content = contentOf(document, response);
    const place = `${pointer}/responses/${status}`;
    if (content.length === 0) {
      if (status === '204' || (isObject(response) && response['x-no-body'] === true)) return [];
      return [{ rule: 'operation-success', pointer: place, message: 'has no content' }];
    }
    return content.flatMap(([type, media]) => [
      ...(saysSomething(media.schema) || unknownAnswers
        ? []
        : [{ rule: 'operation-success', pointer: place, message: `${type} has no schema` }]),
      ...(hasExample(media) || !saysSomething(media.schema) || isBinary(media.schema)
        ? []
        : [{ rule: 'operation-example', pointer: place, message: `${type} has no example` }]),
    ]);
  });
}

function saysSomething(schema: Json | undefined): boolean {
  return isObject(schema) && Object.keys(schema).length > 0;
}

function hasExample({ example, examples }: JsonObject): boolean {
  return example !== undefined || (isObject(examples) && Object.keys(examples).length > 0);
}

/** Files have no example that fits into a document. */
function isBinary(schema: Json | undefined): boolean {
  return isObject(schema) && (schema.format === 'binary' || 'contentMediaType' in schema);
}
