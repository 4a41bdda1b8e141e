import {
  alternativesOf,
  isTypeAllowed,
  type Placed,
  type Resolver,
  type Schema,
  schemaTypesOf,
  typeOf,
} from './schema.ts';

export type Path = readonly (string | number)[];

/** A value beside what the contract says of it. */
export interface Visit {
  readonly value: unknown;
  /** Where the value is, from the whole. */
  readonly path: Path;
  /** What the place of use says: a reference, or the schema itself. */
  readonly use: Placed;
  /** The schema that holds for the value, references and unions resolved. */
  readonly placed: Placed;
  /** Whether another schema could hold as well, so that it is a guess. */
  readonly isGuess: boolean;
  /** Whether its place also takes null, or something else altogether. */
  readonly union: Union;
  readonly object: ObjectShape | undefined;
}

type Union = 'none' | 'nullable' | 'mixed';

interface Holding {
  readonly placed: Placed;
  readonly isSure: boolean;
  readonly union: Union;
}

/** What is declared of an object, wherever in a composition. */
export interface ObjectShape {
  readonly properties: Readonly<Record<string, Placed>>;
  readonly required: readonly { readonly name: string; readonly pointer: string }[];
  /** What keys of a certain form hold. */
  readonly patterns: readonly { readonly pattern: RegExp; readonly placed: Placed }[];
  /** What its other keys hold; `true` for anything, `false` where there are to be no others. */
  readonly entries: boolean | Placed;
}

/** Goes through a value along its schema, from the whole down to the parts that are described. */
export class Walker {
  readonly #resolver: Resolver;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  *walk(use: Placed, value: unknown, path: Path = [], isGuess = false): Generator<Visit> {
    const { isSure, placed, union } = this.#holding(use, value);
    const isGuessed = isGuess || !isSure;
    const object = typeOf(value) === 'object' ? this.shapeOf(placed) : undefined;
    yield { value, path, use, placed, isGuess: isGuessed, union, object };
    if (Array.isArray(value)) {
      const { items } = placed.schema;
      if (!items) return;
      const below = { schema: items, pointer: `${placed.pointer}/items` };
      for (const [index, item] of value.entries()) {
        yield* this.walk(below, item, [...path, index], isGuessed);
      }
    } else if (object) {
      for (const [key, child] of Object.entries(value as object)) {
        const below = propertySchemaOf(object, key) ?? object.entries;
        if (typeof below === 'object') yield* this.walk(below, child, [...path, key], isGuessed);
      }
    }
  }

  /** An object's declarations; `undefined` where the schema says nothing of its keys. */
  shapeOf(placed: Placed): ObjectShape | undefined {
    const { pointer, schema } = this.#resolver.follow(placed);
    const { additionalProperties, allOf, patternProperties, properties, required = [] } = schema;
    const parts = (allOf ?? []).flatMap(
      (part, index) => this.shapeOf({ schema: part, pointer: `${pointer}/allOf/${index}` }) ?? [],
    );
    const isSilent = !properties && !patternProperties && additionalProperties === undefined;
    if (isSilent && parts.length === 0) return undefined;
    const own = Object.entries(properties ?? {}).map(([name, property]) => [
      name,
      { schema: property, pointer: `${pointer}/properties/${escaped(name)}` },
    ]);
    return {
      properties: Object.assign(
        {},
        ...parts.map((part) => part.properties),
        Object.fromEntries(own),
      ),
      required: [
        ...parts.flatMap((part) => part.required),
        ...required.map((name) => ({ name, pointer: `${pointer}/required` })),
      ],
      patterns: [
        ...parts.flatMap((part) => part.patterns),
        ...Object.entries(patternProperties ?? {}).map(([pattern, value]) => ({
          pattern: new RegExp(pattern, 'u'),
          placed: { schema: value, pointer: `${pointer}/patternProperties/${escaped(pattern)}` },
        })),
      ],
      entries: entriesOf(additionalProperties, pointer, parts),
    };
  }

  /** Of a union, the alternative that the value comes nearest to. */
  #holding(use: Placed, value: unknown): Holding {
    const { pointer, schema } = this.#resolver.follow(use);
    const keyword = schema.anyOf ? 'anyOf' : 'oneOf';
    const alternatives = alternativesOf(schema).map((alternative, index) =>
      this.#holding({ schema: alternative, pointer: `${pointer}/${keyword}/${index}` }, value),
    );
    const whole: Holding = { placed: { pointer, schema }, isSure: true, union: 'none' };
    if (alternatives.length === 0) return whole;
    const possible = alternatives.filter(({ placed }) => this.#mayHold(placed.schema, value));
    const agreeing = possible.filter(({ placed }) => this.#agrees(placed, value));
    // A code that none of them lists says nothing of which one it is.
    const fitting = agreeing.length > 0 ? agreeing : possible;
    const [only, second] = fitting;
    if (!only) return whole;
    const union = unionOf(alternatives);
    if (!second) return { ...only, union };
    const distances = fitting.map(({ placed }) => this.#distance(placed, value));
    const nearest = fitting[distances.indexOf(Math.min(...distances))] ?? only;
    return { placed: nearest.placed, isSure: false, union };
  }

  #mayHold(schema: Schema, value: unknown): boolean {
    if (schema.const !== undefined) return schema.const === value;
    // A union is only kept if none of its members can match.
    if (alternativesOf(schema).length > 0) return false;
    const types = schema.allOf ? (['object'] as const) : schemaTypesOf(schema);
    return isTypeAllowed(types, typeOf(value));
  }

  /** Whether the codes in an object are those of an alternative: what tells discriminated unions apart. */
  #agrees(placed: Placed, value: unknown): boolean {
    if (typeOf(value) !== 'object') return true;
    const { properties = {} } = this.shapeOf(placed) ?? {};
    return Object.entries(properties).every(([name, property]) => {
      if (!Object.hasOwn(value as object, name)) return true;
      const { const: only, enum: known } = this.#resolver.follow(property).schema;
      const codes = only === undefined ? known : [only];
      return codes?.includes(Reflect.get(value as object, name)) ?? true;
    });
  }

  /** How many keys one has and the other lacks. */
  #distance(placed: Placed, value: unknown): number {
    const shape = this.shapeOf(placed);
    if (!shape || typeOf(value) !== 'object') return 0;
    const keys = Object.keys(value as object);
    const missing = shape.required.filter(({ name }) => !keys.includes(name));
    const unknown = keys.filter((key) => !propertySchemaOf(shape, key));
    return missing.length + (shape.entries === false ? unknown.length : 0);
  }
}

export function propertySchemaOf(
  { patterns, properties }: ObjectShape,
  name: string,
): Placed | undefined {
  if (Object.hasOwn(properties, name)) return properties[name];
  return patterns.find(({ pattern }) => pattern.test(name))?.placed;
}

function unionOf(alternatives: readonly Holding[]): Union {
  const others = alternatives.filter(
    ({ placed }) => schemaTypesOf(placed.schema).join() !== 'null',
  );
  return others.length > 1 || others.some(({ union }) => union === 'mixed') ? 'mixed' : 'nullable';
}

function entriesOf(
  entries: Schema['additionalProperties'],
  pointer: string,
  parts: readonly ObjectShape[],
): ObjectShape['entries'] {
  if (typeof entries === 'object') {
    return { schema: entries, pointer: `${pointer}/additionalProperties` };
  }
  return entries === true || (parts.find((part) => part.entries !== false)?.entries ?? false);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
