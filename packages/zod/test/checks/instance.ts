import fc from 'fast-check';
import {
  alternativesOf,
  componentNamed,
  referredTo,
  type Schema,
  typesOf,
} from '../truth/schema.js';

type Instance = fc.Arbitrary<unknown>;

/** The depth of references up to which an instance has optional values. */
const DEPTH = 2;

const anything = fc.jsonValue({ maxDepth: 1 });
const PRIMITIVES: Readonly<Record<string, Instance>> = {
  boolean: fc.boolean(),
  integer: fc.maxSafeInteger(),
  null: fc.constant(null),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  string: fc.string({ maxLength: 3 }),
};

const ofComponents = new Map<string, Instance>();

/** JSON that a response schema accepts, with unknown properties and enum values. */
export function instanceOf(schema: Schema, depth = DEPTH): Instance {
  const component = referredTo(schema);
  if (component !== undefined) return ofComponent(component, depth - 1);
  const { allOf, const: only, enum: codes } = schema;
  if (only !== undefined) return fc.constant(only);
  if (codes) return PRIMITIVES[typeof codes[0]] ?? fc.constantFrom(...codes);
  if (allOf) {
    const parts = allOf.map((part) => instanceOf(part, depth));
    return fc.tuple(...parts).map((values) => Object.assign({}, ...values));
  }
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return ofAny(alternatives, depth);
  const types = typesOf(schema).map((type) => ofType(type, schema, depth));
  return types.length > 0 ? fc.oneof(...types) : anything;
}

function ofComponent(name: string, depth: number): Instance {
  const key = `${name} ${depth}`;
  const instance = ofComponents.get(key) ?? instanceOf(componentNamed(name) ?? {}, depth);
  ofComponents.set(key, instance);
  return instance;
}

/** Prefers an option without references at the maximum depth, so that cycles end. */
function ofAny(schemas: readonly Schema[], depth: number): Instance {
  const flat = depth > 0 ? [] : schemas.filter((schema) => referredTo(schema) === undefined);
  const some = flat.length > 0 ? flat : schemas;
  return fc.oneof(...some.map((schema) => instanceOf(schema, depth)));
}

function ofType(type: string, schema: Schema, depth: number): Instance {
  if (type === 'object') return ofKeys(schema, depth);
  if (type !== 'array') return PRIMITIVES[type] ?? fc.constant(undefined);
  if (depth <= 0) return fc.constant([]);
  return fc.array(instanceOf(schema.items ?? {}, depth), { maxLength: 2 });
}

/** Inline enums are discriminators, which are closed. */
function ofProperty(property: Schema, depth: number): Instance {
  return property.enum ? fc.constantFrom(...property.enum) : instanceOf(property, depth);
}

function ofKeys(schema: Schema, depth: number): Instance {
  const { additionalProperties: others, properties, required = [] } = schema;
  if (!properties) {
    const value = typeof others === 'object' ? instanceOf(others, depth) : anything;
    return fc.dictionary(fc.string(), value, { maxKeys: 2, noNullPrototype: true });
  }
  const known = Object.entries(properties)
    .filter(([name]) => depth > 0 || required.includes(name))
    .map(([name, property]) => [name, ofProperty(property, depth)] as const);
  const model = Object.fromEntries([...known, ['a key of tomorrow', anything]]);
  return fc.record(model, { requiredKeys: [...required], noNullPrototype: true });
}
