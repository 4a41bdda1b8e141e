import fc from 'fast-check';
import type { Resolver } from '../contract/resolver.ts';
import { alternativesOf, type Schema, type TypeName, typesOf } from '../contract/schema.ts';
import { integers, numbers } from './numbers.ts';
import { anything, type ObjectParts, objects } from './objects.ts';
import { texts } from './strings.ts';

/** From here on lists are short and what may be missing is. */
const DEEP = 3;

/** Values that the schemas of a contract take; what is not JSON in them is binary content. */
export class Instances {
  readonly #resolver: Resolver;
  readonly #known = new Map<Schema, Map<number, fc.Arbitrary<unknown>>>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  of(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
    const resolved = this.#resolver.schema(schema);
    const byDepth = this.#known.get(resolved) ?? new Map<number, fc.Arbitrary<unknown>>();
    this.#known.set(resolved, byDepth);
    const known = byDepth.get(depth) ?? this.#make(resolved, depth);
    byDepth.set(depth, known);
    return known;
  }

  #make(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.allOf) return objects(this.#partsOf(schema, depth));
    const alternatives = alternativesOf(schema);
    if (alternatives.length > 0) {
      return fc.oneof(...alternatives.map((alternative) => this.of(alternative, depth)));
    }
    const types = typesOf(schema);
    if (types.length > 0) {
      return fc.oneof(...types.map((type) => this.#typed(type, schema, depth)));
    }
    return schema.properties ? this.#typed('object', schema, depth) : anything();
  }

  #typed(type: TypeName, schema: Schema, depth: number): fc.Arbitrary<unknown> {
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return integers(schema);
      case 'number':
        return numbers(schema);
      case 'string':
        return this.#text(schema, depth);
      case 'array':
        return this.#list(schema, depth);
      case 'object':
        return objects(this.#partsOf(schema, depth));
    }
  }

  #text(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (schema.format === 'binary') {
      return fc.uint8Array({ maxLength: 40 }).map((bytes) => new Blob([bytes]));
    }
    if (schema.contentEncoding === 'base64' && schema.contentSchema) {
      return this.of(schema.contentSchema, depth).map((content) =>
        Buffer.from(JSON.stringify(content)).toString('base64'),
      );
    }
    return texts(schema);
  }

  #list({ items = {}, maxItems, minItems = 0 }: Schema, depth: number): fc.Arbitrary<unknown> {
    const spare = depth >= DEEP ? 0 : 2;
    return fc.array(this.of(items, depth + 1), {
      minLength: minItems,
      maxLength: Math.min(maxItems ?? Number.POSITIVE_INFINITY, minItems + spare),
    });
  }

  /** An object's keys, its own and those of what it is composed of. */
  #partsOf(schema: Schema, depth: number): ObjectParts {
    const { required = [] } = schema;
    const parts = (schema.allOf ?? []).map((part) =>
      this.#partsOf(this.#resolver.schema(part), depth),
    );
    const own = Object.entries(schema.properties ?? {}).filter(
      ([name]) => depth < DEEP || required.includes(name) || isListed(schema, name),
    );
    const properties = Object.fromEntries(
      own.map(([name, property]) => [name, this.of(property, depth + 1)]),
    );
    return {
      properties: Object.assign({}, ...parts.map((part) => part.properties), properties),
      required: [...new Set([...parts.flatMap((part) => part.required), ...required])],
      atLeastOneOf: schema['x-at-least-one-of'] ?? [],
      declared: new Set([
        ...parts.flatMap((part) => [...part.declared]),
        ...Object.keys(schema.properties ?? {}),
      ]),
      entries: depth < DEEP ? this.#entriesOf(schema, depth) : undefined,
    };
  }

  /** Keys beyond the declared ones: those of a pattern, if there is one. */
  #entriesOf(schema: Schema, depth: number): ObjectParts['entries'] {
    const { additionalProperties: entries, patternProperties, propertyNames } = schema;
    const [pattern] = Object.entries(patternProperties ?? {});
    if (pattern) {
      return {
        names: fc.stringMatching(new RegExp(pattern[0])),
        values: this.of(pattern[1], depth + 1),
      };
    }
    if (entries === undefined || entries === false) return undefined;
    return {
      names: propertyNames ? (this.of(propertyNames) as fc.Arbitrary<string>) : undefined,
      values: entries === true ? anything() : this.of(entries, depth + 1),
    };
  }
}

function isListed(schema: Schema, name: string): boolean {
  return schema['x-at-least-one-of']?.includes(name) ?? false;
}
