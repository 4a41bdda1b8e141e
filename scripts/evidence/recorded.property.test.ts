import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { recordedFindings } from './contradictions.ts';
import { propertyPlace } from './place.ts';
import { absencesAt, type PlaceCounts, presencesIn, shapeOfAll } from './recording.ts';
import { SchemaCases, VALUE_KINDS } from './schema-cases.ts';
import { models } from './testing/model.ts';

/** The findings for a shape in a contract with this response: rule and place. */
function findingsOf(schema: JsonObject, places: PlaceCounts): string[] {
  const body = { pointer: '', schemas: [{ schema, pointer: '/schema' }] };
  const recording = {
    operationId: 'getRoom',
    recorded: '2026',
    by: 'x',
    file: 'getRoom.json',
    places,
  };
  return recordedFindings(new SchemaCases({}), body, [recording]).map(
    ({ evidence, rule }) => `${rule} ${evidence.replace(/^.*: /, '')}`,
  );
}

const sampled = models.chain((model) =>
  fc.record({
    schema: fc.constant(model.schema),
    values: fc.array(model.values, { minLength: 1, maxLength: 5 }),
  }),
);

test('values that satisfy a schema pass', () => {
  fc.assert(
    fc.property(sampled, ({ schema, values }) => {
      expect(findingsOf(schema, shapeOfAll(values))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

/** The schema of a response with one property. */
const withProperty = (schema: Json, required: readonly string[]) => ({
  type: 'object',
  required: [...required],
  properties: { held: schema },
});

test('an object without a required property is found', () => {
  fc.assert(
    fc.property(sampled, fc.nat({ max: 3 }), ({ schema, values }, more) => {
      const all = [...values.map((held) => ({ held })), ...Array<Json>(more + 1).fill({})];
      const places = shapeOfAll(all);
      expect(absencesAt(places, propertyPlace('$', 'held'))).toBe(more + 1);
      expect(findingsOf(withProperty(schema, []), places)).toEqual([]);
      expect(findingsOf(withProperty(schema, ['held']), places)).toEqual([
        'evidence-required $.held',
      ]);
    }),
  );
});

test('a kind that is not accepted is found, including null', () => {
  const stray = fc.constantFrom<Json>(null, true, 'text', 1, 1.5, [], {});
  fc.assert(
    fc.property(sampled, stray, ({ schema, values }, other) => {
      const kinds = new Set(
        new SchemaCases({}).of([{ schema, pointer: '' }]).flatMap((one) => [...one.kinds]),
      );
      const before = shapeOfAll(values.map((held) => ({ held })));
      const after = shapeOfAll([...values, other].map((held) => ({ held })));
      const added = VALUE_KINDS.find(
        (kind) => (after['$.held']?.[kind] ?? 0) > (before['$.held']?.[kind] ?? 0),
      );
      fc.pre(added !== undefined && !kinds.has(added));
      const rule = added === 'null' ? 'evidence-null' : 'evidence-kind';
      expect(findingsOf(withProperty(schema, []), after)).toContain(`${rule} $.held`);
    }),
  );
});

test('a property that is not described is found', () => {
  fc.assert(
    fc.property(sampled, ({ schema, values }) => {
      const places = shapeOfAll(values.map((held) => ({ held, more: 1 })));
      expect(presencesIn(places['$.more'] ?? {})).toBe(values.length);
      expect(findingsOf(withProperty(schema, []), places)).toEqual(['evidence-undescribed $.more']);
    }),
  );
});
