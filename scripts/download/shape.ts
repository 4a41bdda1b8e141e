import { createHash } from 'node:crypto';
import { serializeDocument } from '../cli/write.ts';
import type { Kind } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { walk } from '../openapi/walk.ts';

/**
 * The texts of OAuth scopes. Their keys are the names of scopes, so the texts are emptied instead
 * of dropped.
 */
const SCOPE_TEXT = /^\/components\/securitySchemes\/[^/]+\/flows\/[^/]+\/scopes\/[^/]+$/;

/**
 * Returns the shape of a spec: the definition of the API, without the wording. Removes summaries,
 * descriptions, examples, comments and links to documentation; keeps `info.title`, names spelled
 * like these, and data (`default`, `enum`, `const`). Extensions (`x-…`) are kept whole, since only
 * their author knows which of their texts are wording. Keys are sorted by code unit, except that
 * JavaScript puts integer keys first; lists keep their order.
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

const WORDING: ReadonlySet<string> = new Set([
  'summary',
  'description',
  'externalDocs',
  'example',
  'examples',
  '$comment',
]);

/** Kinds in which every key is a name that the document defines. */
const NAME_MAPS: ReadonlySet<Kind> = new Set<Kind>(['paths', 'responses', 'callback']);

/**
 * Returns whether a value is wording, by parent pointer and key: a text, a link to one, or an
 * example. The same key may be a name elsewhere, such as under `properties`; data is never changed.
 */
function wordingIn(document: JsonObject): (parent: string, key: string) => boolean {
  const places = new Set(placesWithWording(document));
  return (parent, key) => WORDING.has(key) && places.has(parent);
}

function* placesWithWording(document: JsonObject): Generator<string> {
  yield '/info';
  yield* itemsOf(document, '', 'tags').map(([pointer]) => pointer);
  for (const { kind, node, pointer } of walk(document)) {
    if (!NAME_MAPS.has(kind)) yield pointer;
    for (const [place, server] of serversOf(node, pointer, kind)) {
      yield place;
      yield* itemsOf(server, place, 'variables').map(([variable]) => variable);
    }
  }
}

function serversOf(node: JsonObject, pointer: string, kind: Kind): [string, Json | undefined][] {
  if (kind === 'link') return [[`${pointer}/server`, node.server]];
  const hasServers = kind === 'document' || kind === 'pathItem' || kind === 'operation';
  return hasServers ? itemsOf(node, pointer, 'servers') : [];
}

/** The items of a list or map in a field, each with its pointer. */
function itemsOf(node: Json | undefined, pointer: string, field: string): [string, Json][] {
  const items = isObject(node) ? node[field] : undefined;
  return Object.entries(items ?? {}).map(([key, item]) => [
    pointer + toPointer([field, key]),
    item as Json,
  ]);
}

/** The text of `upstream.json`. */
export function serializeShape(shape: JsonObject): string {
  return serializeDocument(shape, 'upstream.json');
}

/** The hash of a shape; of its value, so that line endings made by a checkout don't matter. */
export function hashShape(shape: JsonObject): string {
  return sha256(serializeShape(shape));
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
