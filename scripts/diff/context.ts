import type { JsonObject } from '../openapi/json.ts';
import type { SchemaComparison } from './compare-schemas.ts';
import type { Difference } from './difference.ts';

/** What every part of a comparison works with. */
export interface Context {
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly schemas: SchemaComparison;
  readonly report: (difference: Difference) => void;
}
