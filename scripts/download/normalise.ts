import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { wordingIn } from './prose.ts';

/** The texts of OAuth scopes; their keys are the names, so they are emptied instead of dropped. */
const SCOPE_TEXT = /^\/components\/securitySchemes\/[^/]+\/flows\/[^/]+\/scopes\/[^/]+$/;

/**
 * The shape of a spec: what tells one API from another, without the wording. Summaries,
 * descriptions, examples, comments and links to documentation go; `info.title`, names that happen
 * to be spelled so, and data (`default`, `enum`, `const`) stay. Extensions (`x-…`) stay whole,
 * since only their author knows which of their texts are wording. Keys are sorted by code unit, as
 * far as JavaScript lets them be (it puts integer keys first); lists keep their order.
 */
export function normalise(document: JsonObject): JsonObject {
  const isWording = wordingIn(document);

  const normaliseValue = (value: Json, pointer: string): Json => {
    if (Array.isArray(value)) {
      return value.map((item, index) => normaliseValue(item, `${pointer}/${index}`));
    }
    if (isObject(value)) return normaliseObject(value, pointer);
    return SCOPE_TEXT.test(pointer) ? '' : value;
  };

  const normaliseObject = (object: JsonObject, pointer: string): JsonObject =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([key]) => !isWording(pointer, key))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, normaliseValue(value, pointer + toPointer([key]))]),
    );

  return normaliseObject(document, '');
}
