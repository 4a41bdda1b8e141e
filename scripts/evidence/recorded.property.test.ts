import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { recordedFailings } from './check-recorded.ts';
import { absencesAt, presencesIn } from './counts.ts';
import { propertyPlace } from './place.ts';
import type { Recording } from './recording.ts';
import { shapeOfAll } from './shape.ts';
import { models } from './testing/model.ts';
import { VALUE_KINDS } from './view.ts';
import { Views } from './views.ts';

/** What a contract with this response refuses of a shape: rule and place. */
function refused(schema: JsonObject, places: Recording['places']): string[] {
  const sent = {
    operationId: 'getRoom',
    kind: 'response' as const,
    schemas: [{ schema, pointer: '/schema' }],
    topPlaces: new Set<string>(),
    rows: new Set<string>(),
  };
  const recording = {
    operationId: 'getRoom',
    recorded: '2026',
    by: 'x',
    file: 'getRoom.json',
    places,
  };
  return recordedFailings(new Views({}), sent, [recording]).map(
    ({ evidence, rule }) => `${rule} ${evidence.replace(/^.*: /, '')}`,
  );
}

const sampled = models.chain((model) =>
  fc.record({
    schema: fc.constant(model.schema),
    values: fc.array(model.values, { minLength: 1, maxLength: 5 }),
  }),
);

test('what satisfies a schema passes', () => {
  fc.assert(
    fc.property(sampled, ({ schema, values }) => {
      expect(refused(schema, shapeOfAll(values))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

/** A response with one property of this schema, and responses that have it. */
const holding = (schema: Json, required: readonly string[]) => ({
  type: 'object',
  required: [...required],
  properties: { held: schema },
});

test('an absence of what is required fails', () => {
  fc.assert(
    fc.property(sampled, fc.nat({ max: 3 }), ({ schema, values }, more) => {
      const all = [...values.map((held) => ({ held })), ...Array<Json>(more + 1).fill({})];
      const places = shapeOfAll(all);
      expect(absencesAt(places, propertyPlace('$', 'held'))).toBe(more + 1);
      expect(refused(holding(schema, []), places)).toEqual([]);
      expect(refused(holding(schema, ['held']), places)).toEqual(['evidence-required $.held']);
    }),
  );
});

test('a kind that is not taken fails, null among them', () => {
  const stray = fc.constantFrom<Json>(null, true, 'text', 1, 1.5, [], {});
  fc.assert(
    fc.property(sampled, stray, ({ schema, values }, other) => {
      const kinds = new Set(
        new Views({}).of([{ schema, pointer: '' }]).flatMap((one) => [...one.kinds]),
      );
      const before = shapeOfAll(values.map((held) => ({ held })));
      const after = shapeOfAll([...values, other].map((held) => ({ held })));
      const added = VALUE_KINDS.find(
        (kind) => (after['$.held']?.[kind] ?? 0) > (before['$.held']?.[kind] ?? 0),
      );
      fc.pre(added !== undefined && !kinds.has(added));
      const rule = added === 'null' ? 'evidence-null' : 'evidence-kind';
      expect(refused(holding(schema, []), after)).toContain(`${rule} $.held`);
    }),
  );
});

test('a property that is not described fails', () => {
  fc.assert(
    fc.property(sampled, ({ schema, values }) => {
      const places = shapeOfAll(values.map((held) => ({ held, more: 1 })));
      expect(presencesIn(places['$.more'] ?? {})).toBe(values.length);
      expect(refused(holding(schema, []), places)).toEqual(['evidence-undescribed $.more']);
    }),
  );
});
