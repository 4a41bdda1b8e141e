import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { answer, contractDocument, operation } from '../openapi/sample-document.ts';
import { proveContract } from './prove.ts';
import { type Evidence, type FiledRecording, shapeOf } from './recording.ts';

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (required: string[], properties: JsonObject = {}): JsonObject => ({
  type: 'object',
  required,
  properties: { ...Object.fromEntries(required.map((name) => [name, text])), ...properties },
});

interface Case {
  readonly response: Json;
  readonly schemas?: JsonObject;
  readonly more?: JsonObject;
  readonly recorded?: readonly (Partial<FiledRecording> & { readonly value: unknown })[];
  readonly documented?: readonly string[];
}

/** The findings in an operation with this response: rule, entry and place. */
function findings({
  documented = [],
  more,
  recorded = [],
  response,
  schemas = {},
}: Case): string[] {
  const responses = { '200': answer(response) };
  const contract = {
    ...contractDocument(),
    paths: { '/rooms': { get: operation('getRoom', { responses, ...more }) } },
    components: { schemas },
  };
  const evidence: Evidence = {
    recordings: recorded.map(({ value, ...labels }) => ({
      file: 'getRoom.json',
      operationId: 'getRoom',
      recorded: '2026',
      by: 'x',
      places: shapeOf(value),
      ...labels,
    })),
    documented: { getRoom: documented },
  };
  return proveContract(contract, evidence).map(
    ({ entry, evidence: cited, rule }) =>
      `${rule.replace('evidence-', '')} ${entry ?? ''} ${cited.replace(/^.*: /, '')}`,
  );
}

describe('required', () => {
  test('at the top level needs documentation, or recordings that always have the property', () => {
    const response = object(['id', 'size', 'color', 'age']);
    const all = { id: 'a', size: 'b', color: 'c', age: 'd' };
    expect(findings({ response, documented: ['size'] })).toEqual([
      'unsupported color $.color',
      'unsupported age $.age',
    ]);
    expect(findings({ response, recorded: [{ value: all }] })).toEqual([]);
    const { age: _, ...less } = all;
    expect(findings({ response, documented: ['age'], recorded: [{ value: less }] })).toEqual([
      'required age $.age',
    ]);
  });

  test('of the rows of a page needs the same', () => {
    const response = object(['result'], { result: { type: 'array', items: object(['size']) } });
    const page = { style: 'cursor', cursor: { param: 'after', from: 'id', items: 'result' } };
    expect(findings({ response, documented: ['size'], more: { 'x-pagination': page } })).toEqual(
      [],
    );
    expect(findings({ response, documented: ['size'] })).toEqual([
      'unsupported result $.result',
      'unsupported size $.result[].size',
    ]);
  });

  test('in embedded objects without recordings may only be ids and names', () => {
    const response = object(['owner'], { owner: ref('User') });
    const schemas = { User: object(['id', 'full_name', 'email']) };
    const documented = ['owner', 'email'];
    expect(findings({ response, schemas, documented })).toEqual([
      'unsupported email $.owner.email',
    ]);
    const recorded = [{ value: { owner: { id: 'a', full_name: 'b', email: 'c' } } }];
    expect(findings({ response, schemas, recorded })).toEqual([]);
  });

  test('must not be a deprecated property', () => {
    const response = object(['old'], { old: { ...text, deprecated: true } });
    const recorded = [{ value: { old: 'a' } }];
    expect(findings({ response, recorded })).toEqual(['unsupported old $.old']);
  });

  const response = object(['uid']);
  it.each<[string, Case['recorded'], number]>([
    ['old servers lack it', [{ recorded: '2024', value: {} }, { value: { uid: 'a' } }], 0],
    [
      'one of the same year lacks it',
      [
        { recorded: '2026-10', value: {} },
        { recorded: '2026-11', value: { uid: 'a' } },
      ],
      1,
    ],
    ['new servers lack it', [{ recorded: '2024', value: { uid: 'a' } }, { value: {} }], 1],
    [
      'another variant lacks it',
      [{ recorded: '2024', variant: 'fields=id', value: {} }, { value: { uid: 'a' } }],
      1,
    ],
  ])('depends on the age of recordings: %s', (_, recorded = [], count) => {
    expect(findings({ response, recorded })).toHaveLength(count);
  });

  test('depends on the age only if no object has the property', () => {
    const list = { type: 'array', items: response };
    const recorded = [
      { recorded: '2024', value: [{ uid: 'a' }, {}] },
      { recorded: '2026', value: [{ uid: 'a' }] },
    ];
    expect(findings({ response: list, recorded })).toEqual(['required uid $[].uid']);
  });
});

describe('unions', () => {
  const space = object(['type', 'id', 'author'], { type: { const: 'space' } });
  const other = object(['type', 'uid', 'size'], { type: { const: 'document' } });
  const response = { oneOf: [ref('Space'), ref('Other')], discriminator: { propertyName: 'type' } };
  const schemas = { Space: space, Other: other };

  test('have members that require a discriminator, an id, a name, or what was recorded', () => {
    expect(findings({ response, schemas, documented: ['author', 'size'] })).toEqual([
      'unsupported author $.author',
      'unsupported size $.size',
    ]);
    const recorded = [
      { value: { type: 'space', id: 'a', author: 'b' } },
      { value: { type: 'document', uid: 'a', size: 'b' } },
    ];
    expect(findings({ response, schemas, recorded })).toEqual([]);
  });

  test('do not describe the properties of a removed member', () => {
    const recorded = [
      { value: { type: 'space', id: 'a', author: 'b' } },
      { value: { type: 'document', uid: 'a', size: 'b' } },
    ];
    expect(findings({ response: ref('Space'), schemas, recorded })).toEqual([
      'required id $.id',
      'required author $.author',
      'undescribed  $.size',
      'undescribed  $.uid',
    ]);
  });

  test('may share a base', () => {
    const base = object(['size']);
    const kinds = { oneOf: [object(['type']), object(['type'], { type: { const: 'a' } })] };
    expect(findings({ response: { allOf: [base, kinds] }, documented: ['size'] })).toEqual([]);
  });
});

describe('unions with members that recorded objects do not satisfy', () => {
  const rows = (...objects: object[]) => [{ value: objects }];
  const times = (count: number, value: object) => Array<object>(count).fill(value);
  const list = (items: JsonObject) => ({ type: 'array', items });

  it.each(['anyOf', 'oneOf'])(
    'are found if each requires another name that no object has: %s',
    (key) => {
      const items = { [key]: [object(['uid'], { id: text }), object(['full_name'], { id: text })] };
      expect(
        findings({ response: list(items), recorded: rows(...times(10, { id: 'a' })) }),
      ).toEqual(['required uid $[].uid', 'required full_name $[].full_name']);
    },
  );

  test('are found if the names are constants or enums', () => {
    const items = {
      anyOf: [
        object(['kind'], { kind: { const: 'a' }, id: text }),
        object(['type'], { type: { enum: ['b', 'c'] }, id: text }),
      ],
    };
    expect(findings({ response: list(items), recorded: rows({ id: 'a' }) })).toEqual([
      'required kind $[].kind',
      'required type $[].type',
    ]);
  });

  test('are found if fewer objects have the names than there are', () => {
    const items = { anyOf: [object(['b'], { c: text }), object(['c'], { b: text })] };
    const of = (...objects: object[]) =>
      findings({ response: list(items), recorded: rows(...objects) });
    const some = [...times(2, { b: 'x' }), ...times(2, { c: 'x' })];
    expect(of(...some)).toEqual([]);
    expect(of(...some, {})).toEqual(['required b $[].b', 'required c $[].c']);
    expect(of(...some, ...times(6, {}))).toEqual(['required b $[].b', 'required c $[].c']);
  });

  test('pass if one member requires nothing', () => {
    const items = { anyOf: [object(['id']), object([], { kind: text })] };
    expect(findings({ response: list(items), recorded: rows({}) })).toEqual([]);
  });

  test('are found if each accepts only some kinds or names', () => {
    const number = { type: 'integer' };
    const kinds = {
      anyOf: [object([], { a: text, b: number }), object([], { a: number, b: text })],
    };
    const of = (items: JsonObject, value: object) =>
      findings({ response: list(items), recorded: rows(value) });
    expect(of(kinds, { a: 'x', b: 1 })).toEqual([]);
    expect(of(kinds, { a: 'x', b: 'x' })).toEqual(['union  $[].b', 'union  $[].a']);
    const closed = { additionalProperties: false };
    const names = {
      anyOf: [
        { ...object([], { a: text }), ...closed },
        { ...object([], { b: text }), ...closed },
      ],
    };
    expect(of(names, { a: 'x' })).toEqual([]);
    expect(of(names, { a: 'x', b: 'x' })).toEqual(['union  $[].b', 'union  $[].a']);
  });
});

test('unions of arrays with different items are checked if one array was recorded', () => {
  const array = (items: JsonObject, more: JsonObject = {}) => ({ type: 'array', items, ...more });
  const response = { anyOf: [array(text), array({ type: 'integer' })] };
  expect(findings({ response, recorded: [{ value: [1, 2] }] })).toEqual([]);
  expect(findings({ response, recorded: [{ value: [1, 'a'] }] })).toEqual([
    'union  $[]',
    'union  $[]',
  ]);
  const lengths = { anyOf: [array(text, { maxItems: 1 }), array({ type: 'integer' })] };
  expect(findings({ response: lengths, recorded: [{ value: ['a', 'b'] }] })).toHaveLength(2);
});

describe('responses', () => {
  test('must not limit arrays to fewer or more items than were recorded', () => {
    const list = (more: JsonObject) => ({ type: 'array', items: text, ...more });
    const recorded = [{ value: Array<string>(96).fill('a') }];
    expect(findings({ response: list({ maxItems: 3 }), recorded })).toEqual(['items  $[]']);
    expect(findings({ response: list({ minItems: 97 }), recorded })).toEqual(['items  $[]']);
    expect(findings({ response: list({ minItems: 96, maxItems: 96 }), recorded })).toEqual([]);
    const either = { anyOf: [list({ maxItems: 3 }), list({ minItems: 50 })] };
    expect(findings({ response: either, recorded })).toEqual([]);
  });

  test('must be JSON if JSON was recorded', () => {
    const of = (type: string) =>
      findings({
        response: text,
        recorded: [{ value: 'a' }],
        more: {
          responses: { '200': { description: 'OK', content: { [type]: { schema: text } } } },
        },
      });
    expect(of('text/csv')).toEqual(['kind  $']);
    for (const type of ['application/json; charset=utf-8', 'application/scim+json', '*/*']) {
      expect(of(type)).toEqual([]);
    }
  });

  it.each<[string, JsonObject, Json, string[]]>([
    ['a false part', { allOf: [false] as unknown as Json }, {}, ['kind  $']],
    ['a false property', object([], { a: false }), { a: 1 }, ['undescribed  $.a']],
    ['not anything', { not: {} }, {}, ['kind  $']],
    [
      'not the only values of a kind',
      { type: ['null', 'boolean', 'string'], not: { enum: [null, true, false] } },
      null,
      ['null  $'],
    ],
    [
      'a closed part next to a property',
      {
        allOf: [
          { ...object([], { a: text }), additionalProperties: false },
          object([], { b: text }),
        ],
      },
      { a: 'x', b: 'x' },
      ['undescribed  $.b'],
    ],
    [
      'a closed object with a free form',
      { type: 'object', additionalProperties: false, 'x-free-form': 'Anything.' },
      { a: 1 },
      ['undescribed  $.a'],
    ],
    [
      'a part with a schema for other properties next to a property',
      {
        allOf: [
          { type: 'object', additionalProperties: { type: 'integer' } },
          object([], { b: text }),
        ],
      },
      { b: 'x' },
      ['kind  $.b'],
    ],
    [
      'keys that the only pattern does not match',
      { type: 'object', patternProperties: { '^id_[0-9]+$': text } },
      { 'me@example.com': 'x' },
      ['undescribed  $.*'],
    ],
    [
      'keys that a pattern matches, in a closed object',
      {
        type: 'object',
        patternProperties: { '^[0-9a-f-]{36}$': text },
        additionalProperties: false,
      },
      { 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee': 1 },
      ['kind  $.*'],
    ],
  ])('may have %s, which is checked', (_, response, value, expected) => {
    expect(findings({ response, recorded: [{ value }] })).toEqual(expected);
  });
});

describe('places', () => {
  test('are found through compositions, references and maps', () => {
    const response = {
      allOf: [
        object(['id']),
        object([], {
          values: {
            type: 'object',
            patternProperties: { '^id_[0-9]+$': { type: ['string', 'null'] } },
          },
          sums: { type: 'object', additionalProperties: { type: 'integer' } },
          children: { type: 'array', items: ref('Room') },
        }),
      ],
    };
    const schemas = { Room: response };
    const good = { id: 'a', values: { id_1: 'x', id_2: null }, sums: { id_1: 1, '7': 2 } };
    const of = (value: Json) => findings({ response, schemas, recorded: [{ value }] });
    expect(of({ ...good, children: [good, { ...good, children: [good] }] })).toEqual([]);
    expect(
      of({ ...good, children: [{ ...good, children: [{ ...good, values: { id_1: 1 } }] }] }),
    ).toEqual(['kind  $.children[].children[].values.id_{n}']);
    expect(of({ ...good, values: { name: 'x' } })).toEqual(['undescribed  $.values.name']);
    expect(of({ ...good, sums: { '7': 'x' } })).toEqual(['kind  $.sums.*']);
    expect(of({ ...good, children: null })).toEqual(['null  $.children']);
  });

  test('may be undescribed on purpose', () => {
    const open = { type: 'object', 'x-free-form': 'Whatever a form had.' };
    const recorded = [{ value: { data: { a: [1] } } }];
    expect(findings({ response: object([], { data: open }), recorded })).toEqual([]);
    expect(findings({ response: object([], { data: { type: 'object' } }), recorded })).toEqual([
      'undescribed  $.data.a',
    ]);
    const list = { type: 'array' };
    expect(
      findings({ response: object([], { data: list }), recorded: [{ value: { data: [1] } }] }),
    ).toEqual(['undescribed  $.data[]']);
  });
});

test('payloads of events require the event, ids, and what two recordings have', () => {
  const payload = object(['event', 'data'], {
    event: { const: 'card:add' },
    data: object(['card_id', 'author']),
  });
  const contract = {
    ...contractDocument(),
    paths: {},
    components: { schemas: { CardAdd: payload } },
    webhooks: {
      'card:add': {
        post: {
          ...operation('onCardAdd'),
          requestBody: { content: { 'application/json': { schema: ref('CardAdd') } } },
        },
      },
    },
  };
  const recording = (by: string, author = {}): FiledRecording => ({
    file: 'onCardAdd.json',
    operationId: 'onCardAdd',
    recorded: '2026',
    by,
    places: shapeOf({ event: 'card:add', data: { card_id: 'a', ...author } }),
  });
  const prove = (...recordings: FiledRecording[]) =>
    proveContract(contract, { recordings, documented: {} }).flatMap(({ entry, evidence, rule }) =>
      evidence.includes('onCardAdd') ? `${rule} ${entry}` : [],
    );
  expect(prove()).toEqual(['evidence-unsupported author']);
  expect(prove(recording('a', { author: 'x' }))).toEqual(['evidence-unsupported author']);
  expect(prove(recording('a', { author: 'x' }), recording('b', { author: 'x' }))).toEqual([]);
  expect(prove(recording('a', { author: 'x' }), recording('b'))).toEqual([
    'evidence-required author',
  ]);
});
