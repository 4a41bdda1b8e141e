import type { Kind } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { walk } from '../openapi/walk.ts';

const WORDING: ReadonlySet<string> = new Set([
  'summary',
  'description',
  'externalDocs',
  'example',
  'examples',
  '$comment',
]);

/** Kinds whose every key is a name that the document gives. */
const NAME_MAPS: ReadonlySet<Kind> = new Set<Kind>(['paths', 'responses', 'callback']);

/**
 * Tells by parent pointer and key whether a value is wording: a text, a link to one, or an example.
 * The same key may be a name elsewhere, as under `properties`, and data is never looked into.
 */
export function wordingIn(document: JsonObject): (parent: string, key: string) => boolean {
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

/** What a list or map in a field holds, each with its pointer. */
function itemsOf(node: Json | undefined, pointer: string, field: string): [string, Json][] {
  const items = isObject(node) ? node[field] : undefined;
  return Object.entries(items ?? {}).map(([key, item]) => [
    pointer + toPointer([field, key]),
    item as Json,
  ]);
}
