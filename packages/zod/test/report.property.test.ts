import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as validators from '../src/index.js';
import { answers } from './answers.js';
import { contract } from './contract.js';
import { findings } from './findings.js';
import { placesIn, withAt } from './places.js';
import { minimal } from './truth/minimal.js';
import { referredTo, type Schema } from './truth/schema.js';

interface Webhook {
  readonly operationId: string;
  readonly requestBody: {
    readonly content: { readonly 'application/json': { schema: Schema; example: unknown } };
  };
}

const components = Object.entries<Schema>(contract.components.schemas);
const webhooks = Object.values<{ post: Webhook }>(contract.webhooks).map(({ post }) => post);
const withPlaces = answers.map((answer) => ({
  ...answer,
  places: placesIn(answer.schema, answer.example),
}));
const objects = withPlaces.flatMap(({ places, ...answer }) =>
  places.objects.map((place) => ({ ...answer, ...place })),
);
const codes = withPlaces.flatMap(({ places, ...answer }) =>
  places.codes.map((place) => ({ ...answer, ...place })),
);

test('the test data is not empty', () => {
  expect(objects.length).toBeGreaterThan(300);
  expect(codes.length).toBeGreaterThan(100);
});

test.each(answers)('the example response of $operationId has no unknown properties', (answer) => {
  expect(findings(answer.validator, answer.example)).toEqual([]);
});

test.each(components.filter(([name]) => !isOfUnknownKind(name)))(
  'the minimal %s has no unknown properties',
  (name, schema) => {
    expect(findings(Reflect.get(validators, `z${name}`), minimal(schema))).toEqual([]);
  },
);

/** Schemas of unknown variants, whose discriminators are always reported. */
function isOfUnknownKind(name: string): boolean {
  return /^Other[A-Z]/.test(name);
}

test.each(webhooks)('the webhook $operationId has no unknown properties', ({ requestBody }) => {
  const { schema, example } = requestBody.content['application/json'];
  const validator = Reflect.get(validators, `z${referredTo(schema)}`);
  expect(findings(validator, example)).toEqual([]);
});

test('only an added property is reported, at any path', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...objects),
      fc.string(),
      fc.jsonValue(),
      ({ validator, example, path, keys }, key, value) => {
        fc.pre(!keys.includes(key));
        const place = [...path, key];
        expect(findings(validator, withAt(example, place, value))).toEqual([
          { kind: 'key', path: place, value },
        ]);
      },
    ),
    { numRuns: 500 },
  );
});

test('only a replaced enum value is reported, at any path', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.integer(),
      fc.string(),
      ({ validator, example, path, known }, number, text) => {
        const value = typeof known[0] === 'number' ? number : text;
        fc.pre(!known.includes(value));
        expect(findings(validator, withAt(example, path, value))).toEqual([
          { kind: 'enum', path, value, known },
        ]);
      },
    ),
    { numRuns: 500 },
  );
});
