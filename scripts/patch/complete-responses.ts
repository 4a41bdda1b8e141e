import { STATUS_CODES } from 'node:http';
import { isObject, type JsonObject } from '../openapi/json.ts';
import type { HttpMethod } from '../openapi/operations.ts';

/** Marks a response that was found to have no body. */
const NO_BODY = 'x-no-body';
/** Statuses whose answer has a body unless somebody found that it has not. */
const WITH_BODY = new Set(['200', '201', '202', '203']);

/** Fills in, in place, what every response of an operation must say and upstream leaves out. */
export function completeResponses(operation: JsonObject, method: HttpMethod): void {
  const { responses } = operation;
  if (!isObject(responses)) return;
  for (const [status, response] of Object.entries(responses)) {
    if (!isObject(response) || '$ref' in response || status.startsWith('x-')) continue;
    response.description ??= reasonPhrase(status);
    if (response.content === undefined && hasUnknownBody(response, status, method)) {
      response.content = { 'application/json': { schema: {} } };
    }
  }
}

function hasUnknownBody(response: JsonObject, status: string, method: HttpMethod): boolean {
  return WITH_BODY.has(status) && method !== 'head' && response[NO_BODY] !== true;
}

function reasonPhrase(status: string): string {
  if (status === 'default') return 'Any other response';
  if (/^[1-5]XX$/.test(status)) return `Any other ${status.charAt(0)}xx response`;
  return STATUS_CODES[status] ?? `Status ${status}`;
}
