import type { DocumentNode, Kind } from './grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from './json.ts';

export interface Reference {
  /** As written, such as `#/components/schemas/Card`. */
  readonly ref: string;
  /** The kind of object that it must resolve to. */
  readonly kind: Kind;
  readonly writtenAs: '$ref' | 'mapping';
  /** RFC 6901 pointer of the reference. */
  readonly pointer: string;
}

export interface Target {
  /** RFC 6901 pointer, in its one canonical spelling. */
  readonly pointer: string;
  readonly value: Json;
}

const NEVER_REFERS: ReadonlySet<Kind> = new Set<Kind>([
  'document',
  'paths',
  'operation',
  'responses',
  'encoding',
  'components',
]);

/** The references that an object itself makes: its `$ref`, and its discriminator's mapping. */
export function referencesOf(from: DocumentNode): Reference[] {
  const { $ref } = from.node;
  const own =
    typeof $ref === 'string' && !NEVER_REFERS.has(from.kind)
      ? [reference('$ref', $ref, from.kind, `${from.pointer}/$ref`)]
      : [];
  return from.kind === 'schema' ? [...own, ...mappingOf(from)] : own;
}

function mappingOf({ node, pointer }: DocumentNode): Reference[] {
  const { discriminator } = node;
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return [];
  return Object.entries(discriminator.mapping).flatMap(([value, target]) => {
    if (typeof target !== 'string') return [];
    const place = pointer + toPointer(['discriminator', 'mapping', value]);
    return [reference('mapping', asReference(target), 'schema', place)];
  });
}

/** A mapping names a schema or refers to one; a file such as `cat.json` is the latter. */
function asReference(target: string): string {
  return /^[\w-]+$/.test(target) ? `#${toPointer(['components', 'schemas', target])}` : target;
}

function reference(
  writtenAs: Reference['writtenAs'],
  ref: string,
  kind: Kind,
  pointer: string,
): Reference {
  return { ref, kind, writtenAs, pointer };
}

/** Whether a reference points into the same document. A JSON pointer does not follow `$ref`s. */
export function isLocal(ref: string): boolean {
  return ref.startsWith('#/');
}

/** Resolves a local reference; `undefined` if it does not resolve. */
export function resolve(document: JsonObject, ref: string): Target | undefined {
  const segments = isLocal(ref) ? segmentsOf(ref) : undefined;
  const value = segments && valueAt(document, segments);
  return value === undefined ? undefined : { pointer: toPointer(segments ?? []), value };
}

/** The value at an RFC 6901 pointer; `undefined` if there is none. */
export function valueAtPointer(document: JsonObject, pointer: string): Json | undefined {
  return valueAt(document, parsePointer(pointer));
}

function valueAt(document: JsonObject, segments: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const segment of segments) {
    if (value === undefined) return undefined;
    value = childOf(value, segment);
  }
  return value;
}

function segmentsOf(ref: string): string[] | undefined {
  try {
    return parsePointer(decodeURIComponent(ref.slice(1)));
  } catch {
    return undefined;
  }
}

/** The segments of an RFC 6901 pointer. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function childOf(value: Json, segment: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(segment) ? value[+segment] : undefined;
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}
