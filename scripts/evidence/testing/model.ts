import fc from 'fast-check';
import type { Json, JsonObject } from '../../openapi/json.ts';

/** A schema together with values that satisfy it. */
export interface Model {
  readonly schema: JsonObject;
  readonly values: fc.Arbitrary<Json>;
}

const NAMES = ['id', 'title', 'size', 'owner', 'kind', 'note'];

const SCALARS: readonly Model[] = [
  { schema: { type: 'string' }, values: fc.string() },
  { schema: { type: 'boolean' }, values: fc.boolean() },
  { schema: { type: 'integer' }, values: fc.integer() },
  { schema: { type: 'number' }, values: fc.oneof(fc.integer(), fc.constant(1.5)) },
  { schema: { enum: ['a', 1, null] }, values: fc.constantFrom('a', 1, null) },
];

/** Schemas of every form that contracts use, nested. */
export const models: fc.Arbitrary<Model> = fc.letrec<{ model: Model; object: Model }>((tie) => ({
  model: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...SCALARS),
    tie('object'),
    tie('model').map(listOf),
    tie('model').map(mapOf),
    fc.tuple(tie('object'), tie('object')).map(([one, other]) => composed(one, other)),
    fc.tuple(tie('object'), fc.constantFrom(...SCALARS)).map(([one, other]) => either(one, other)),
    tie('model').map((model) => either(model, NULL)),
  ),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('model'), fc.boolean()), {
      selector: ([name]) => name,
      maxLength: 4,
    })
    .map(objectOf),
})).model;

const NULL: Model = { schema: { type: 'null' }, values: fc.constant(null) };

function listOf({ schema, values }: Model): Model {
  return { schema: { type: 'array', items: schema }, values: fc.array(values, { maxLength: 3 }) };
}

function mapOf({ schema, values }: Model): Model {
  return {
    schema: { type: 'object', patternProperties: { '^id_[0-9]+$': schema } },
    values: fc.dictionary(fc.constantFrom('id_1', 'id_22'), values) as fc.Arbitrary<Json>,
  };
}

function objectOf(fields: readonly (readonly [string, Model, boolean])[]): Model {
  const required = fields.filter(([, , isRequired]) => isRequired).map(([name]) => name);
  return {
    schema: {
      type: 'object',
      required,
      properties: Object.fromEntries(fields.map(([name, { schema }]) => [name, schema])),
    },
    values: fc.record(Object.fromEntries(fields.map(([name, { values }]) => [name, values])), {
      requiredKeys: required,
    }) as fc.Arbitrary<Json>,
  };
}

/** Both at once; the second within a property that the first cannot have. */
function composed(one: Model, other: Model): Model {
  const wrapped = objectOf([['part', other, true]]);
  return {
    schema: { allOf: [one.schema, wrapped.schema] },
    values: fc
      .tuple(one.values, wrapped.values)
      .map(([left, right]) => ({ ...(left as JsonObject), ...(right as JsonObject) })),
  };
}

function either(one: Model, other: Model): Model {
  return {
    schema: { anyOf: [one.schema, other.schema] },
    values: fc.oneof(one.values, other.values),
  };
}
