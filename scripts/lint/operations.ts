import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { contentOf, successesOf } from '../openapi/parts.ts';
import type { LintFinding, LintOptions } from './finding.ts';

const ERRORS = ['401', '403', '429'];

/** Every operation describes its successful responses, with examples, and common errors. */
export function operationFindings(document: JsonObject, options: LintOptions): LintFinding[] {
  return operationsOf(document).flatMap(({ operation, pointer }) => [
    ...errorFindings(operation, pointer),
    ...responseFindings(document, operation, pointer, options),
  ]);
}

function errorFindings({ responses }: JsonObject, pointer: string): LintFinding[] {
  const missing = ERRORS.filter((status) => !isObject(responses) || !isObject(responses[status]));
  if (missing.length === 0) return [];
  return [
    { rule: 'operation-errors', pointer, message: `has no response for ${missing.join(', ')}` },
  ];
}

/** A response without a body is status 204, or is marked with `x-no-body`. */
function responseFindings(
  document: JsonObject,
  operation: JsonObject,
  pointer: string,
  { unknownResponses = false }: LintOptions,
): LintFinding[] {
  return successesOf(operation).flatMap(([status, response]) => {
    const content = contentOf(document, response);
    const place = `${pointer}/responses/${status}`;
    if (content.length === 0) {
      if (status === '204' || (isObject(response) && response['x-no-body'] === true)) return [];
      return [{ rule: 'operation-success', pointer: place, message: 'has no content' }];
    }
    return content.flatMap(([type, media]) => {
      if (!saysSomething(media.schema)) {
        const message = `${type} has no schema`;
        return unknownResponses ? [] : [{ rule: 'operation-success', pointer: place, message }];
      }
      if (hasExample(media) || isBinary(media.schema)) return [];
      return [{ rule: 'operation-example', pointer: place, message: `${type} has no example` }];
    });
  });
}

function saysSomething(schema: Json | undefined): boolean {
  return isObject(schema) && Object.keys(schema).length > 0;
}

function hasExample({ example, examples }: JsonObject): boolean {
  return example !== undefined || (isObject(examples) && Object.keys(examples).length > 0);
}

/** Examples of files do not fit into a document. */
function isBinary(schema: Json | undefined): boolean {
  return isObject(schema) && (schema.format === 'binary' || 'contentMediaType' in schema);
}
