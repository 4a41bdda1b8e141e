import type { JsonObject } from '../openapi/json.ts';
import type { Kind } from './recording.ts';

/** A schema, and where it is written. */
export interface Placed {
  readonly schema: JsonObject;
  /** RFC 6901 pointer into the contract. */
  readonly pointer: string;
}

/** Schemas that hold for one value at the same time; most often there is one. */
export type Schemas = readonly Placed[];

export type ValueKind = Exclude<Kind, 'absent'>;

/** One of the ways in which a value can be what its schemas say: no unions are left in it. */
export interface View {
  /** The kinds of value that it takes. */
  readonly kinds: ReadonlySet<ValueKind>;
  readonly properties: ReadonlyMap<string, Schemas>;
  /** By property: where it is required, as pointers to the lists that say so. */
  readonly required: ReadonlyMap<string, readonly string[]>;
  readonly patterns: readonly (readonly [pattern: string, Placed])[];
  /** What further properties hold; closed if there are to be none. */
  readonly additional: { readonly schemas: Schemas; readonly isClosed: boolean };
  readonly items: Schemas;
  /** Properties that tell this member of a union from the others. */
  readonly discriminators: ReadonlySet<string>;
  /** Whether the contract gives a reason for saying nothing of what is in it. */
  readonly isFreeForm: boolean;
  /** Where it is written: the innermost place first. */
  readonly pointers: readonly string[];
}

export const VALUE_KINDS: readonly ValueKind[] = [
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
  'null',
];

/** Both at once; `undefined` if no value could be. */
export function intersection(one: View, other: View): View | undefined {
  const kinds = new Set([...one.kinds].filter((kind) => other.kinds.has(kind)));
  if (kinds.size === 0) return undefined;
  return {
    kinds,
    properties: mergedMap(one.properties, other.properties),
    required: mergedMap(one.required, other.required),
    patterns: [...one.patterns, ...other.patterns],
    additional: {
      schemas: [...one.additional.schemas, ...other.additional.schemas],
      isClosed: one.additional.isClosed || other.additional.isClosed,
    },
    items: [...one.items, ...other.items],
    discriminators: new Set([...one.discriminators, ...other.discriminators]),
    isFreeForm: one.isFreeForm || other.isFreeForm,
    pointers: [...other.pointers, ...one.pointers],
  };
}

function mergedMap<T>(
  one: ReadonlyMap<string, readonly T[]>,
  other: ReadonlyMap<string, readonly T[]>,
): ReadonlyMap<string, readonly T[]> {
  const merged = new Map(one);
  for (const [key, values] of other) merged.set(key, [...(merged.get(key) ?? []), ...values]);
  return merged;
}
