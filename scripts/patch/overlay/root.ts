import type { Json, JsonArray, JsonObject } from '../../openapi/json.ts';
import type { Location } from './query.ts';

/** Holds the document being patched, so that the document itself has a place and can be replaced. */
export interface Root {
  document: Json;
}

/** A place in an object or an array. */
interface Place {
  readonly container: JsonObject | JsonArray;
  readonly key: string | number;
}

/** The place at a location that is known to exist. */
export function placeAt(root: Root, location: Location): Place {
  let container = root as unknown as JsonObject;
  let key: string | number = 'document';
  for (const segment of location) {
    container = container[key] as JsonObject;
    key = segment;
  }
  return { container, key };
}
