import { type JsonObject, resolve } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { Schema } from './schema.ts';

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
