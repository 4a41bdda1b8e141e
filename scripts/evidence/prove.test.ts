import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../openapi/json.ts';
import { answer, contractDocument, operation } from '../openapi/sample-document.ts';
import { proveContract } from './prove.ts';
import type { Evidence, FiledRecording } from './read.ts';
import { shapeOf } from './shape.ts';

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

/** What is wrong with an operation of this response: rule, entry and what is cited. */
function failings({
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
  test('at the top level is what is documented there and never lacked, or recorded', () => {
    const response = object(['id', 'size', 'color', 'age']);
    const all = { id: 'a', size: 'b', color: 'c', age: 'd' };
    expect(failings({ response, documented: ['size'] })).toEqual([
      'unsupported color $.color',
      'unsupported age $.age',
    ]);
    expect(failings({ response, recorded: [{ value: all }] })).toEqual([]);
    const { age: _, ...less } = all;
    expect(failings({ response, documented: ['age'], recorded: [{ value: less }] })).toEqual([
      'required age $.age',
    ]);
  });

  test('of the rows of a page is the same', () => {
    const response = object(['result'], { result: { type: 'array', items: object(['size']) } });
    const page = { style: 'cursor', cursor: { param: 'after', from: 'id', items: 'result' } };
    expect(failings({ response, documented: ['size'], more: { 'x-pagination': page } })).toEqual(
      [],
    );
    expect(failings({ response, documented: ['size'] })).toEqual([
      'unsupported result $.result',
      'unsupported size $.result[].size',
    ]);
  });

  test('in what is embedded are only id and name, without a recording', () => {
    const response = object(['owner'], { owner: ref('User') });
    const schemas = { User: object(['id', 'full_name', 'email']) };
    const documented = ['owner', 'email'];
    expect(failings({ response, schemas, documented })).toEqual([
      'unsupported email $.owner.email',
    ]);
    const recorded = [{ value: { owner: { id: 'a', full_name: 'b', email: 'c' } } }];
    expect(failings({ response, schemas, recorded })).toEqual([]);
  });

  test('is nothing that is deprecated', () => {
    const response = object(['old'], { old: { ...text, deprecated: true } });
    const recorded = [{ value: { old: 'a' } }];
    expect(failings({ response, recorded })).toEqual(['unsupported old $.old']);
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
  ])('is judged by age: %s', (_, recorded = [], count) => {
    expect(failings({ response, recorded })).toHaveLength(count);
  });

  test('is judged by age only where the property was not known at all', () => {
    const list = { type: 'array', items: response };
    const recorded = [
      { recorded: '2024', value: [{ uid: 'a' }, {}] },
      { recorded: '2026', value: [{ uid: 'a' }] },
    ];
    expect(failings({ response: list, recorded })).toEqual(['required uid $[].uid']);
  });
});

describe('unions', () => {
  const space = object(['type', 'id', 'author'], { type: { const: 'space' } });
  const other = object(['type', 'uid', 'size'], { type: { const: 'document' } });
  const response = { oneOf: [ref('Space'), ref('Other')], discriminator: { propertyName: 'type' } };
  const schemas = { Space: space, Other: other };

  test('have members that require their discriminator, id and name, or what was seen', () => {
    expect(failings({ response, schemas, documented: ['author', 'size'] })).toEqual([
      'unsupported author $.author',
      'unsupported size $.size',
    ]);
    const recorded = [
      { value: { type: 'space', id: 'a', author: 'b' } },
      { value: { type: 'document', uid: 'a', size: 'b' } },
    ];
    expect(failings({ response, schemas, recorded })).toEqual([]);
  });

  test('that lose a member leave what it had undescribed', () => {
    const recorded = [
      { value: { type: 'space', id: 'a', author: 'b' } },
      { value: { type: 'document', uid: 'a', size: 'b' } },
    ];
    expect(failings({ response: ref('Space'), schemas, recorded })).toEqual([
      'required id $.id',
      'required author $.author',
      'undescribed  $.size',
      'undescribed  $.uid',
    ]);
  });

  test('may have a base that all of them share', () => {
    const base = object(['size']);
    const kinds = { oneOf: [object(['type']), object(['type'], { type: { const: 'a' } })] };
    expect(failings({ response: { allOf: [base, kinds] }, documented: ['size'] })).toEqual([]);
  });
});

describe('places', () => {
  test('are reached through compositions, references and maps', () => {
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
    const of = (value: Json) => failings({ response, schemas, recorded: [{ value }] });
    expect(of({ ...good, children: [good, { ...good, children: [good] }] })).toEqual([]);
    expect(
      of({ ...good, children: [{ ...good, children: [{ ...good, values: { id_1: 1 } }] }] }),
    ).toEqual(['kind  $.children[].children[].values.id_{n}']);
    expect(of({ ...good, values: { name: 'x' } })).toEqual(['undescribed  $.values.name']);
    expect(of({ ...good, sums: { '7': 'x' } })).toEqual(['kind  $.sums.*']);
    expect(of({ ...good, children: null })).toEqual(['null  $.children']);
  });

  test('may be open on purpose', () => {
    const open = { type: 'object', 'x-free-form': 'Whatever a form had.' };
    const recorded = [{ value: { data: { a: [1] } } }];
    expect(failings({ response: object([], { data: open }), recorded })).toEqual([]);
    expect(failings({ response: object([], { data: { type: 'object' } }), recorded })).toEqual([
      'undescribed  $.data.a',
    ]);
    const list = { type: 'array' };
    expect(
      failings({ response: object([], { data: list }), recorded: [{ value: { data: [1] } }] }),
    ).toEqual(['undescribed  $.data[]']);
  });
});

test('payloads of events require event, ids, and what two recordings have', () => {
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
