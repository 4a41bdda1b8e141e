import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { addRecordings, serializeShapes } from './add.ts';
import { parseDocumented, parseShapes } from './parse.ts';
import { countsAt, mergePlaces, type Recording, shapeOf, shapeOfAll } from './recording.ts';

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
  test('has one place per line, sorted', () => {
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

  test('is the same after parsing and serializing', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (values) => {
        const recordings = values.map((value) => ({ ...TAGS, places: shapeOf(value) }));
        const text = serializeShapes(recordings);
        const parsed = parseShapes(text, { file: 'sent.json', isKnown });
        expect(serializeShapes(parsed)).toBe(text);
        expect(serializeShapes([...parsed].reverse())).toBe(text);
      }),
    );
  });

  it.each<[string, string, RegExp]>([
    ['is not JSON', '{"secret', /^sent\.json: is not JSON → Send the file as it was recorded/],
    ['is a response', '[{"name": "secret"}]', /must be an object, not an array/],
    ['is of another format', '{"format": "har/1"}', /#\/format: the format is "har\/1", not/],
    [
      'has a misspelt property',
      withRecording({ bye: 1 }),
      /recordings\/0\/bye: is not part of the/,
    ],
    [
      'names an operation that the contract lacks',
      withRecording({ operationId: 'listTag' }),
      /operationId: "listTag" is not an operation of the contract → Write the operationId/,
    ],
    ['has no date', withRecording({ recorded: '2026-13' }), /"2026-13" is not a date → Write the/],
    ['has a day that does not exist', withRecording({ recorded: '2026-02-30' }), /is not a date/],
    ['does not say by whom', withRecording({ by: ' ' }), /by: " " is not a label/],
    ['has a label on two lines', withRecording({ by: 'me\nyou' }), /by: "me\\nyou" is not a label/],
    ['has a label with a control character', withRecording({ by: '\u001b[31mme' }), /not a label/],
    [
      'is from the future',
      withRecording({ recorded: '9999-12-31' }),
      /recorded: "9999-12-31" is in the future/,
    ],
    ['shows nothing', withRecording({ places: {} }), /places: is empty/],
    [
      'has a place without its parent',
      withRecording({ places: { $: { array: 1 }, '$[].foo': { string: 1 } } }),
      /\$\[\]\.foo: is inside \$\[\], which is not counted → Count \$\[\] as well, or name/,
    ],
    [
      'has a place outside of its part',
      withRecording({ part: '$.a', places: { $: { object: 1 }, '$.a': { string: 1 } } }),
      /places\/\$: is outside the recorded part/,
    ],
    ['is of a part that is not a place', withRecording({ part: 'a' }), /part: "a" is not a place/],
    [
      'has too many steps',
      withRecording({
        places: { [`$${'.a'.repeat(20_000)}`]: { string: 1 }, [`$${'.b'.repeat(300)}`]: {} },
      }),
      /places: "\$(\.a){17}\.…" is not a place → A place has at most 200 steps/,
    ],
    [
      'counts fewer than there were',
      withRecording({ places: { $: { object: 5 }, '$.a': { string: 2, absent: 1 } } }),
      /\$\.a: was counted 3 times in 5 objects of \$ → Count every object of \$ once/,
    ],
    [
      'counts more than can be counted',
      withRecording({ places: { $: { array: Number.MAX_SAFE_INTEGER } } }),
      /array: 9007199254740991 is not a count/,
    ],
    [
      'has a place without a root',
      withRecording({ places: { 'id[]': { integer: 1 } } }),
      /"id\[\]" is not a place → A place is \$ followed by \.name and \[\]/,
    ],
    [
      'has a name that may be data',
      withRecording({ places: { '$.id_5376': { integer: 1 } } }),
      /"\$\.id_5376" is not a place → The name id_5376 may be data: write id_\{n\} instead/,
    ],
    [
      'has an unknown kind',
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
      /\$\.a: was counted 2 times in 1 objects of \$/,
    ],
    [
      'has items without an array',
      withRecording({ places: { $: { object: 1 }, '$[]': { string: 2 } } }),
      /was counted 2 times in 0 arrays of \$/,
    ],
    [
      'counts absences of a hidden name',
      withRecording({ places: { $: { object: 1 }, '$.*': { string: 1, absent: 1 } } }),
      /absent: is not a property that an object can lack/,
    ],
  ])('is rejected if it %s', (_, text, message) => {
    const [problem, ...more] = problemsIn(text);
    expect(more).toEqual([]);
    const at = problem?.pointer ? ` #${problem.pointer}` : '';
    const formatted = `${problem?.file}${at}: ${problem?.message} → ${problem?.hint}`;
    expect(formatted).toMatch(message);
    expect(formatted).not.toContain('secret');
  });
});

test('a recording of a part of a response begins there', () => {
  const places = { '$.files[]': { object: 2 }, '$.files[].id': { integer: 1, absent: 1 } };
  expect(problemsIn(withRecording({ part: '$.files[]', places }))).toEqual([]);
  const [recording] = parseShapes(withRecording({ part: '$.files[]', places }), { file: 'a.json' });
  expect(serializeShapes(recording ? [recording] : [])).toContain('"part": "$.files[]",\n');
});

test('a value is nested at most 200 levels deep', () => {
  const nested = (depth: number) => JSON.parse('{"a":'.repeat(depth) + 1 + '}'.repeat(depth));
  expect(Object.keys(shapeOf(nested(200)))).toHaveLength(201);
  expect(() => shapeOf(nested(5_000))).toThrow(
    expect.objectContaining({
      problems: [
        { message: expect.stringMatching(/^is nested more than 200 levels deep at \$(\.a)/) },
      ],
    }),
  );
});

test('what is documented is checked as well', () => {
  const parse = (operations: object) =>
    parseDocumented(JSON.stringify({ format: 'kaiten-documented/1', operations }), {
      file: 'documented.json',
      isKnown,
    });
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

  test('hides names that may be data', () => {
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

  test('of several values counts all of them', () => {
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

  test('counts absences at every place', () => {
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

  test('replaces a recording with one that continues it', () => {
    const grown = recording([{ id: 1, color: null }, { id: 2 }, { id: 3, uid: 'u' }]);
    expect(addRecordings([TAGS], [grown])).toEqual([grown]);
    expect(addRecordings([grown], [TAGS])).toEqual([grown]);
  });

  test('keeps recordings that show something new, or have another date, label or variant', () => {
    const others = [
      recording([{ id: 1, name: 'x' }]),
      recording([{ id: 1 }], { recorded: '2025' }),
      recording([{ id: 1 }], { by: 'somebody else' }),
      recording([{ id: 1 }], { variant: 'version=2' }),
    ];
    expect(addRecordings([TAGS], others)).toEqual([TAGS, ...others]);
  });
});
