import { alternativesOf, resolved, type Schema, typesOf } from './truth/schema.js';

export type Path = readonly (string | number)[];

/** The places of a value with a definite schema: not inside a union or a free-form object. */
export interface Places {
  /** Objects with the names of their known properties. */
  readonly objects: readonly { readonly path: Path; readonly keys: readonly string[] }[];
  readonly codes: readonly { readonly path: Path; readonly known: readonly unknown[] }[];
}

export function placesIn(schema: Schema, value: unknown, path: Path = []): Places {
  const { enum: known, items, properties, additionalProperties } = sole(schema);
  const entries = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  if (Array.isArray(value)) {
    return joined(value.map((item, index) => placesIn(items ?? {}, item, [...path, index])));
  }
  if (typeof value === 'object' && value !== null) {
    const below = Object.entries(value).map(([key, child]) =>
      placesIn(properties?.[key] ?? entries ?? {}, child, [...path, key]),
    );
    const own = properties ? [{ path, keys: Object.keys(properties) }] : [];
    return joined([{ objects: own, codes: [] }, ...below]);
  }
  const isCode = known && value !== null;
  return { objects: [], codes: isCode ? [{ path, known }] : [] };
}

function joined(places: readonly Places[]): Places {
  return {
    objects: places.flatMap(({ objects }) => objects),
    codes: places.flatMap(({ codes }) => codes),
  };
}

/** The schema and the schemas that it is composed of; none for a union. */
function sole(schema: Schema): Schema {
  const { allOf, ...rest } = resolved(schema);
  if (allOf) {
    const parts = allOf.map(sole);
    return { properties: Object.assign({}, ...parts.map(({ properties }) => properties)) };
  }
  const alternatives = alternativesOf(rest).filter((part) => !typesOf(part).includes('null'));
  const [only, second] = alternatives;
  if (second) return {};
  return only ? sole(only) : rest;
}

/** A copy of a value with a replacement at a path. */
export function withAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const child = withAt(Reflect.get(whole as object, key), rest, value);
  if (Array.isArray(whole)) return whole.with(key as number, child);
  return { ...(whole as object), [key]: child };
}
