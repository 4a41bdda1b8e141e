import { type Json, type JsonObject, resolve } from '@kaiten-sdk/scripts/openapi/index.ts';

/** As much of JSON Schema as the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: TypeName | readonly TypeName[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly contentEncoding?: string;
  readonly contentSchema?: Schema;
  readonly 'x-at-least-one-of'?: readonly string[];
}

export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** The types that a schema names itself; none where it leaves them open. */
export function schemaTypesOf({ type }: Schema): readonly TypeName[] {
  return type === undefined ? [] : ([type].flat() as TypeName[]);
}

/** The schemas of which a value fulfils one. */
export function alternativesOf(schema: Schema): readonly Schema[] {
  return schema.anyOf ?? schema.oneOf ?? [];
}

/** What a value is, in the words of JSON Schema. */
export function typeOf(value: unknown): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as TypeName;
}

/** Whether a value of one type is of another as well: integers are numbers. */
export function isTypeAllowed(types: readonly TypeName[], type: TypeName): boolean {
  return (
    types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  );
}

/** A schema with the place where it is written. */
export interface Placed {
  readonly schema: Schema;
  /** RFC 6901 pointer into the contract. */
  readonly pointer: string;
}

/** Follows the references of one contract. */
export class Resolver {
  readonly #contract: JsonObject;
  readonly #targets = new Map<string, Placed>();

  constructor(contract: JsonObject) {
    this.#contract = contract;
  }

  /** The schema that a chain of references ends at. */
  follow(placed: Placed): Placed {
    const { $ref } = placed.schema;
    return $ref === undefined ? placed : this.follow(this.#target($ref));
  }

  schema(schema: Schema): Schema {
    return this.follow({ schema, pointer: '' }).schema;
  }

  #target($ref: string): Placed {
    const known = this.#targets.get($ref);
    if (known) return known;
    const target = resolve(this.#contract, $ref);
    if (!target) throw new Error(`${$ref} leads nowhere`);
    const placed = { schema: target.value as Schema, pointer: target.pointer };
    this.#targets.set($ref, placed);
    return placed;
  }
}
