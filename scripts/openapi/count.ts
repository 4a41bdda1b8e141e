import { isObject, type Json, type JsonObject } from './json.ts';
import { operationsOf } from './operations.ts';

export interface DocumentCounts {
  readonly operations: number;
  readonly paths: number;
  readonly schemas: number;
}

/** How much there is in an OpenAPI document. */
export function countDocument(document: JsonObject): DocumentCounts {
  const { components, paths } = document;
  return {
    operations: operationsOf(document).length,
    paths: keyCount(paths),
    schemas: isObject(components) ? keyCount(components.schemas) : 0,
  };
}

function keyCount(value: Json | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}
