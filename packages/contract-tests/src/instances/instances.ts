import fc from 'fast-check';
import {
  alternativesOf,
  type Resolver,
  type Schema,
  schemaTypesOf,
  type TypeName,
} from '../contract/schema.ts';

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
    const types = schemaTypesOf(schema);
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

const LARGEST = 2 ** 31;

/** Whole numbers that a schema takes. */
function integers({ exclusiveMinimum, maximum, minimum }: Schema): fc.Arbitrary<number> {
  const above = exclusiveMinimum === undefined ? -LARGEST : Math.floor(exclusiveMinimum) + 1;
  return fc.integer({
    min: Math.max(above, Math.ceil(minimum ?? -LARGEST)),
    max: Math.floor(maximum ?? LARGEST),
  });
}

/** Numbers that a schema takes, and that JSON brings back as they were. */
function numbers(schema: Schema): fc.Arbitrary<number> {
  const { exclusiveMinimum = -LARGEST, maximum = LARGEST, minimum = -LARGEST } = schema;
  const fractions = fc
    .double({ min: Math.max(exclusiveMinimum, minimum), max: maximum, noNaN: true })
    .filter((number) => number > (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY))
    .map((number) => (Object.is(number, -0) ? 0 : number));
  return fc.oneof(integers(schema), fractions);
}

/** What an object is made of. */
export interface ObjectParts {
  readonly properties: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  readonly required: readonly string[];
  /** Names of which one has to be there; none where that does not matter. */
  readonly atLeastOneOf: readonly string[];
  /** Names that entries must not have, generated or not. */
  readonly declared: ReadonlySet<string>;
  /** Keys beyond the declared ones. */
  readonly entries: Entries | undefined;
}

interface Entries {
  readonly names: fc.Arbitrary<string> | undefined;
  readonly values: fc.Arbitrary<unknown>;
}

/** Objects with these keys. */
function objects(parts: ObjectParts): fc.Arbitrary<object> {
  const { atLeastOneOf, entries } = parts;
  const known =
    atLeastOneOf.length === 0
      ? record(parts, [])
      : fc.oneof(...atLeastOneOf.map((name) => record(parts, [name])));
  if (!entries) return known;
  return fc
    .tuple(dictionary(entries, parts.declared), known)
    .map(([more, object]) => ({ ...more, ...object }));
}

/** JSON of any kind, small. */
function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, 'text', [], {}),
    fc.dictionary(names(), fc.integer(), { maxKeys: 2, noNullPrototype: true }),
  );
}

function record(
  { properties, required }: ObjectParts,
  more: readonly string[],
): fc.Arbitrary<object> {
  const requiredKeys = [...required, ...more].filter((name) => Object.hasOwn(properties, name));
  return fc.record({ ...properties }, { requiredKeys, noNullPrototype: true });
}

function dictionary(entries: Entries, declared: ReadonlySet<string>): fc.Arbitrary<object> {
  const free = (entries.names ?? names()).filter((name) => !declared.has(name));
  return fc.dictionary(free, entries.values, { maxKeys: 2, noNullPrototype: true });
}

function names(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
}

/** Letters of several scripts, and whatever has a meaning in URLs, JSON or forms. */
const CHARACTERS = [...'abzAZ09 -_.~!*()%/\\?#[]@&=+,;:$\'"<>{}|^`éЖя漢'];

const SPARE_LENGTH = 12;

const FORMATS: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  'date-time': () => instants().map((instant) => instant.toISOString()),
  date: () => instants().map((instant) => instant.toISOString().slice(0, 10)),
  uri: () => words().map((word) => `https://example.com/${word}`),
  email: () => words().map((word) => `${word}@example.com`),
};

/** Texts that a schema takes. */
function texts({ format, maxLength, minLength = 0, pattern }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    return matching(new RegExp(pattern)).filter(
      ({ length }) => length >= minLength && length <= (maxLength ?? length),
    );
  }
  return FORMATS[format ?? '']?.() ?? ofLength(minLength, maxLength);
}

/** The library cannot make texts for a lookahead, which only excludes a few. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
  return pattern.source.includes('(?!')
    ? words().filter((word) => pattern.test(word))
    : fc.stringMatching(pattern);
}

/** Short texts, and those of exactly the lengths between which they have to be. */
function ofLength(minLength: number, limit: number | undefined): fc.Arbitrary<string> {
  const maxLength = Math.min(limit ?? Number.POSITIVE_INFINITY, minLength + SPARE_LENGTH);
  const limits = [minLength, limit ?? minLength].map((length) => 'x'.repeat(length));
  return fc.oneof(
    {
      arbitrary: fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength, maxLength }),
      weight: 3,
    },
    { arbitrary: fc.constantFrom(...limits), weight: 1 },
  );
}

/** The library's own addresses take seconds to set up. */
function words(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z]{1,9}$/);
}

function instants(): fc.Arbitrary<Date> {
  const [min, max] = [new Date('2000-01-01'), new Date('2099-12-31')];
  return fc.date({ min, max, noInvalidDate: true });
}
