import fc from 'fast-check';
import type { Json, JsonObject } from '../../openapi/json.ts';

/** A schema, and values that satisfy it. */
export interface SampleSchema {
  readonly schema: JsonObject;
  readonly values: fc.Arbitrary<Json>;
}

const NAMES = ['id', 'title', 'size', 'owner', 'kind', 'note'];

const SCALARS: readonly SampleSchema[] = [
  { schema: { type: 'string' }, values: fc.string() },
  { schema: { type: 'boolean' }, values: fc.boolean() },
  { schema: { type: 'integer' }, values: fc.integer() },
  { schema: { type: 'number' }, values: fc.oneof(fc.integer(), fc.constant(1.5)) },
  { schema: { enum: ['a', 1, null] }, values: fc.constantFrom('a', 1, null) },
];

/** Nested schemas of every form that contracts use. */
export const models: fc.Arbitrary<SampleSchema> = fc.letrec<{
  model: SampleSchema;
  object: SampleSchema;
}>((tie) => ({
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

const NULL: SampleSchema = { schema: { type: 'null' }, values: fc.constant(null) };

function listOf({ schema, values }: SampleSchema): SampleSchema {
  return { schema: { type: 'array', items: schema }, values: fc.array(values, { maxLength: 3 }) };
}

function mapOf({ schema, values }: SampleSchema): SampleSchema {
  return {
    schema: { type: 'object', patternProperties: { '^id_[0-9]+$': schema } },
    values: fc.dictionary(fc.constantFrom('id_1', 'id_22'), values) as fc.Arbitrary<Json>,
  };
}

function objectOf(fields: readonly (readonly [string, SampleSchema, boolean])[]): SampleSchema {
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

/** Both at once; the second is inside a property that the first does not have. */
function composed(one: SampleSchema, other: SampleSchema): SampleSchema {
  const wrapped = objectOf([['part', other, true]]);
  return {
    schema: { allOf: [one.schema, wrapped.schema] },
    values: fc
      .tuple(one.values, wrapped.values)
      .map(([left, right]) => ({ ...(left as JsonObject), ...(right as JsonObject) })),
  };
}

function either(one: SampleSchema, other: SampleSchema): SampleSchema {
  return {
    schema: { anyOf: [one.schema, other.schema] },
    values: fc.oneof(one.values, other.values),
  };
}
