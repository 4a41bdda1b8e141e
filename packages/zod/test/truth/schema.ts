import { contract } from '../contract.js';

/** The part of JSON Schema that the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const COMPONENT = '#/components/schemas/';

export function componentNamed(name: string): Schema | undefined {
  return contract.components.schemas[name];
}

/** The component that a schema refers to. */
export function referredTo({ $ref }: Schema): string | undefined {
  return $ref?.slice(COMPONENT.length);
}

export function resolved(schema: Schema): Schema {
  const name = referredTo(schema);
  return name === undefined ? schema : resolved(componentNamed(name) ?? {});
}

export function typesOf({ type }: Schema): readonly string[] {
  return type === undefined ? [] : [type].flat();
}

/** The schemas of `anyOf` or `oneOf`. */
export function alternativesOf(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [];
}

/** The schema of a property, also if a composed schema declares it. */
export function propertyOf(schema: Schema, name: string): Schema | undefined {
  const { properties, allOf = [], ...rest } = resolved(schema);
  const own = properties?.[name];
  if (own) return own;
  for (const part of [...allOf, ...alternativesOf(rest)]) {
    const found = propertyOf(part, name);
    if (found) return found;
  }
  return undefined;
}

/** The schema of the items of an array, also if the array is an option of a union. */
export function itemsOf(schema: Schema): Schema | undefined {
  const { items, ...rest } = resolved(schema);
  if (items) return items;
  return alternativesOf(rest).map(itemsOf).find(Boolean);
}
