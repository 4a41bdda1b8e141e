import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { countsAt } from './counts.ts';
import { addRecordings, mergePlaces } from './merge.ts';
import { parseDocumented, parseShapes } from './parse.ts';
import type { Recording } from './recording.ts';
import { serializeShapes } from './serialize.ts';
import { shapeOf, shapeOfAll } from './shape.ts';

const TAGS: Recording = {
  operationId: 'listTags',
  recorded: '2026-11',
  by: 'somebody',
  places: shapeOf([{ id: 1, color: null }, { id: 2 }]),
};

const isKnown = (operationId: string) => operationId === 'listTags';

function problemsIn(text: string): readonly Problem[] {
  try {
    parseShapes(text, { file: 'sent.json', isKnown });
  } catch (error) {
    if (error instanceof PipelineError) return error.problems;
    throw error;
  }
  return [];
}

const withRecording = (more: object) =>
  JSON.stringify({ format: 'kaiten-shapes/1', recordings: [{ ...TAGS, ...more }] });

describe('a file of shapes', () => {
  test('has one place a line, in order', () => {
    expect(serializeShapes([TAGS])).toBe(`{
  "format": "kaiten-shapes/1",
  "recordings": [
    {
      "operationId": "listTags",
      "recorded": "2026-11",
      "by": "somebody",
      "places": {
        "$": { "array": 1 },
        "$[]": { "object": 2 },
        "$[].color": { "null": 1, "absent": 1 },
        "$[].id": { "integer": 2 }
      }
    }
  ]
}
`);
  });

  test('reads back as what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (values) => {
        const recordings = values.map((value) => ({ ...TAGS, places: shapeOf(value) }));
        const text = serializeShapes(recordings);
        const parsed = parseShapes(text, { file: 'sent.json', isKnown }).recordings;
        expect(serializeShapes(parsed)).toBe(text);
        expect(serializeShapes([...parsed].reverse())).toBe(text);
      }),
    );
  });

  it.each<[string, string, RegExp]>([
    ['is not JSON', '{"secret', /^sent\.json: is not JSON → Send the file as it was recorded/],
    ['is a response', '[{"name": "secret"}]', /must be an object, not an array/],
    ['is of another format', '{"format": "har/1"}', /#\/format: the format is "har\/1", not/],
    ['has a misspelt field', withRecording({ bye: 1 }), /recordings\/0\/bye: is not part of the/],
    [
      'names no operation of the contract',
      withRecording({ operationId: 'listTag' }),
      /operationId: "listTag" is not an operation of the contract → Write the operationId/,
    ],
    ['has no date', withRecording({ recorded: '2026-13' }), /"2026-13" is not a date → Write the/],
    ['has a day that is none', withRecording({ recorded: '2026-02-30' }), /is not a date/],
    ['does not say by whom', withRecording({ by: ' ' }), /by: " " is not a label/],
    ['shows nothing', withRecording({ places: {} }), /places: is empty/],
    [
      'has a place without a root',
      withRecording({ places: { 'id[]': { integer: 1 } } }),
      /"id\[\]" is not a place → A place is \$ with \.name and \[\] after it/,
    ],
    [
      'has a name that may be data',
      withRecording({ places: { '$.id_5376': { integer: 1 } } }),
      /"\$\.id_5376" is not a place → The name id_5376 may be data: write id_\{n\} instead/,
    ],
    [
      'has a kind that is none',
      withRecording({ places: { $: { float: 1 } } }),
      /\$\/float: float is not a kind → Kinds are object, array/,
    ],
    [
      'counts less than nothing',
      withRecording({ places: { $: { object: 1 }, '$.a': { string: 2, absent: -1 } } }),
      /\$\.a\/absent: -1 is not a count → Write how often it was seen/,
    ],
    [
      'counts more than there were',
      withRecording({ places: { $: { object: 1 }, '$.a': { string: 2 } } }),
      /\$\.a: was seen 2 times in 1 objects of \$/,
    ],
    [
      'has items where there is no list',
      withRecording({ places: { $: { object: 1 }, '$[]': { string: 2 } } }),
      /was seen 2 times in 0 arrays of \$/,
    ],
    [
      'misses a key that many stand for',
      withRecording({ places: { $: { object: 1 }, '$.*': { string: 1, absent: 1 } } }),
      /absent: is not a property that an object can lack/,
    ],
  ])('is refused that %s', (_, text, message) => {
    const [problem, ...more] = problemsIn(text);
    expect(more).toEqual([]);
    const at = problem?.pointer ? ` #${problem.pointer}` : '';
    const told = `${problem?.file}${at}: ${problem?.message} → ${problem?.hint}`;
    expect(told).toMatch(message);
    expect(told).not.toContain('secret');
  });
});

test('what is documented is checked as well', () => {
  const parse = (operations: object) =>
    parseDocumented(JSON.stringify({ format: 'kaiten-documented/1', operations }), {
      file: 'documented.json',
      isKnown,
    }).operations;
  expect(parse({ listTags: ['id'] })).toEqual({ listTags: ['id'] });
  expect(() => parse({ listTag: ['id'] })).toThrow('cannot be used as evidence');
  expect(() => parse({ listTags: [1] })).toThrow('cannot be used as evidence');
});

describe('the shape of a value', () => {
  test('counts kinds and absences by place', () => {
    expect(shapeOf({ rows: [{ a: 1 }, { a: 1.5, b: 'text' }, { b: null }] })).toEqual({
      $: { object: 1 },
      '$.rows': { array: 1 },
      '$.rows[]': { object: 3 },
      '$.rows[].a': { integer: 1, number: 1, absent: 1 },
      '$.rows[].b': { string: 1, null: 1, absent: 1 },
    });
  });

  test('has no name that may be data', () => {
    const secret = {
      id_5376: 1,
      id_7: 2,
      'me@example.com': 3,
      'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee': 4,
      'Иван Петров': 5,
      A1b2C3d4E5f6G7h8: 6,
      Alice: 7,
    };
    expect(shapeOf({ owner: secret })).toEqual({
      $: { object: 1 },
      '$.owner': { object: 1 },
      '$.owner.id_{n}': { integer: 2 },
      '$.owner.*': { integer: 5 },
    });
  });

  test('of several is what all of them had', () => {
    const values = fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, (all) => {
        const { $: _, ...listed } = shapeOf(all);
        const places = Object.entries(shapeOfAll(all)).map(([place, counts]) => [
          place.replace('$', '$[]'),
          counts,
        ]);
        expect(Object.fromEntries(places)).toEqual(listed);
      }),
    );
  });

  test('says for every place how often it is not there', () => {
    const places = mergePlaces(shapeOf({ a: 1 }), shapeOf({ b: { c: 1 } }));
    expect(countsAt(places, '$.a')).toEqual({ integer: 1, absent: 1 });
    expect(countsAt(places, '$.d')).toEqual({ absent: 2 });
    expect(countsAt(places, '$.b.d')).toEqual({ absent: 1 });
  });
});

describe('adding recordings', () => {
  const recording = (value: unknown, more: Partial<Recording> = {}) => ({
    ...TAGS,
    places: shapeOf(value),
    ...more,
  });

  test('changes nothing the second time', () => {
    const once = addRecordings([], [TAGS, recording([{ name: 'x' }])]);
    expect(once).toHaveLength(2);
    expect(addRecordings(once, once)).toEqual(once);
  });

  test('takes one that goes on for the one before it', () => {
    const grown = recording([{ id: 1, color: null }, { id: 2 }, { id: 3, uid: 'u' }]);
    expect(addRecordings([TAGS], [grown])).toEqual([grown]);
    expect(addRecordings([grown], [TAGS])).toEqual([grown]);
  });

  test('keeps what another lacks, was recorded at another time, by another, or of a variant', () => {
    const others = [
      recording([{ id: 1, name: 'x' }]),
      recording([{ id: 1 }], { recorded: '2025' }),
      recording([{ id: 1 }], { by: 'somebody else' }),
      recording([{ id: 1 }], { variant: 'version=2' }),
    ];
    expect(addRecordings([TAGS], others)).toEqual([TAGS, ...others]);
  });
});
