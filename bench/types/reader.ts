import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { descend } from './schema.ts';

/**
 * How a program reads a property of a response, as written after it: `?.id` or `?.[0]?.id`. Empty
 * if there is no response body, or several alternatives.
 */
export function readerOf(contract: JsonObject, { responses }: JsonObject): string {
  const success = Object.entries(responses as JsonObject).find(([code]) => code.startsWith('2'));
  const schema = descend(contract, success?.[1], 'content', 'application/json', 'schema');
  const items = descend(contract, schema, 'items');
  const { properties, anyOf, oneOf } = items ?? schema ?? {};
  const [field] = Object.keys(properties ?? {});
  return field && !anyOf && !oneOf ? `${items ? '?.[0]' : ''}?.${field}` : '';
}
