import { type JsonObject, toPointer } from '../openapi/json.ts';
import type { Difference, Place } from './difference.ts';
import { same } from './same.ts';
import { compareWording } from './wording.ts';

/** What an operation says of itself, each field with the rule for its change. */
const RULES: Readonly<Record<string, string>> = {
  operationId: 'operation-id-changed',
  tags: 'operation-tag-changed',
  deprecated: 'operation-deprecation-changed',
  'x-pagination': 'operation-pagination-changed',
  'x-stability': 'operation-stability-changed',
  servers: 'operation-servers-changed',
};

/** Compares what two operations say of themselves. */
export function compareFields(
  base: JsonObject,
  head: JsonObject,
  place: Place,
  report: (difference: Difference) => void,
): void {
  compareWording(base, head, place, report);
  for (const [field, rule] of Object.entries(RULES)) {
    const [before, after] = [base[field], head[field]];
    if (same(before, after)) continue;
    report({ ...place, pointer: place.pointer + toPointer([field]), rule, before, after });
  }
}
