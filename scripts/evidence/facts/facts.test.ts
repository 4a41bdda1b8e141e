import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractPaths, ROOT } from '../../contracts/paths.ts';
import type { Json, JsonObject } from '../../openapi/json.ts';
import { readDocument } from '../../openapi/read.ts';
import { collectMismatches, readOverlayFiles } from '../../patch/index.ts';
import { type Fact, factProblems, formProblems } from './facts.ts';
import { findPlace } from './place.ts';

const paths = contractPaths(ROOT);
const names = await readdir(paths.facts);
const overlays = (await readdir(paths.overlays)).map((name) => join(paths.overlays, name));
const contract = (await readDocument(paths.contract)) as JsonObject;

describe('the facts of this repository', async () => {
  const { mismatches } = collectMismatches(await readOverlayFiles(overlays), contract);
  const undocumented = (await readDocument(paths.undocumented)) as JsonObject;
  const ids: string[] = [];

  test.each(names)('%s', async (name) => {
    const facts = await readDocument(join(paths.facts, name));
    expect(formProblems(facts, name)).toEqual([]);
    ids.push(...(facts as unknown as Fact[]).flatMap(({ id }) => id));
    const sources = { contract, undocumented, mismatches, root: ROOT };
    const problems = await factProblems(facts as unknown as Fact[], name, sources);
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  test('there are many', () => {
    expect(new Set(ids).size).toBeGreaterThan(250);
  });
});

const SAMPLE: JsonObject = {
  paths: {
    '/widgets': {
      parameters: [{ name: 'company', in: 'query', schema: { type: 'string' } }],
      get: {
        operationId: 'listWidgets',
        parameters: [
          { name: 'limit', in: 'query', required: true, schema: { type: 'integer', maximum: 100 } },
        ],
        requestBody: { content: { 'application/json': { schema: { type: 'string' } } } },
        responses: {
          '200': {
            description: 'Widgets.',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Widget' } },
              },
            },
          },
          '404': { description: 'Not there.' },
        },
      },
    },
  },
  components: {
    schemas: {
      Base: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
      Widget: {
        allOf: [{ $ref: '#/components/schemas/Base' }],
        properties: {
          owner: { anyOf: [{ $ref: '#/components/schemas/Base' }, { type: 'null' }] },
          values: { type: 'object', patternProperties: { '^id_[0-9]+$': { type: 'boolean' } } },
          state: { $ref: '#/components/schemas/State', description: 'State of the widget.' },
        },
      },
      State: { type: 'integer', description: 'A state.' },
      Strict: { allOf: [{ $ref: '#/components/schemas/Widget' }, { required: ['state'] }] },
    },
  },
};

test.each([
  ['Widget.id', { type: 'integer' }, true, false],
  ['Widget.owner', { anyOf: expect.anything() }, false, true],
  ['Widget.owner.id', { type: 'integer' }, true, false],
  ['Widget.values.id_{n}', { type: 'boolean' }, false, false],
  ['Widget.state', { type: 'integer', description: 'State of the widget.' }, false, false],
  ['Strict.state', { type: 'integer' }, true, false],
  ['listWidgets', { operationId: 'listWidgets' }, false, false],
  ['listWidgets query.limit', { schema: { type: 'integer', maximum: 100 } }, true, false],
  ['listWidgets query.company', { name: 'company' }, false, false],
  ['listWidgets body', { type: 'string' }, false, false],
  ['listWidgets 200[].owner.id', { type: 'integer' }, true, false],
  ['listWidgets 404', { description: 'Not there.' }, false, false],
])('the place %s is found', (place, node, isRequired, isNullable) => {
  const found = findPlace(SAMPLE, place);
  expect(found).toMatchObject({ node, isRequired, isNullable });
});

test.each([
  'Gadget',
  'Widget.name',
  'listGadgets query.limit',
  'listWidgets query.offset',
  'listWidgets 500',
  'listWidgets 200.id',
  'listWidgets path.limit',
])('the place %s is not found', (place) => {
  expect(findPlace(SAMPLE, place)).toBeUndefined();
});

const sources = {
  contract: SAMPLE,
  undocumented: SAMPLE,
  mismatches: [{ where: 'Widget', field: 'state' }],
  root: ROOT,
};

const THIS = 'scripts/evidence/facts/facts.test.ts';
const OTHER = 'scripts/cli/main.test.ts';

test.each<Json>([
  { at: 'Widget.id', required: true, nullable: false, expect: { type: 'integer' } },
  { at: 'Widget.state', matches: '^state of' },
  { at: 'Widget.gone', absent: true },
  { at: 'undocumented:Widget.id' },
  { mismatch: { where: 'Widget', field: 'state' } },
  { test: `${THIS} > there are many` },
  { checks: [{ at: 'Widget.id' }, { at: 'State' }] },
])('%j is reflected', async (check) => {
  expect(await messagesOf(check)).toEqual([]);
});

test.each<[Json, string]>([
  [{ at: 'Widget.id', required: false }, 'x: Widget.id is required'],
  [{ at: 'Widget.id', nullable: true }, 'x: Widget.id is not nullable'],
  [
    { at: 'Widget.id', expect: { type: 'string' } },
    'x: Widget.id has "integer" at /type, not "string"',
  ],
  [{ at: 'Widget.id', expect: { enum: [1] } }, 'x: Widget.id has nothing at /enum, not [1]'],
  [{ at: 'Widget.state', matches: 'colour' }, 'x: Widget.state has a description that does not'],
  [{ at: 'Widget.id', absent: true }, 'x: Widget.id exists'],
  [{ at: 'Widget.gone' }, 'x: the contract has no Widget.gone'],
  [
    { mismatch: { where: 'Widget', field: 'id' } },
    'x: no overlay action has the mismatch Widget id',
  ],
  [{ test: `${OTHER} > no such title` }, `x: ${OTHER} has no test no such title`],
  [{ test: 'no.test.ts > title' }, 'x: no.test.ts does not exist'],
  [{ checks: [{ at: 'Widget.id' }, { at: 'Gadget' }] }, 'x: the contract has no Gadget'],
])('%j is not reflected', async (check, message) => {
  const messages = await messagesOf(check);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain(message);
});

test.each<[Json, string]>([
  [{}, 'must be an array of facts'],
  [[1], 'must be an object'],
  [[{ id: 'x', source: 'live', at: 'Widget' }], 'has no fact'],
  [[{ id: 'x', fact: 'F.', source: 'rumour', at: 'Widget' }], 'source cannot be "rumour"'],
  [[{ id: 'x', fact: 'F.', source: 'live' }], 'a check has exactly one of at, mismatch and test'],
  [[{ id: 'x', fact: 'F.', source: 'live', at: 'W', expct: {} }], 'expct is not a property'],
  [[{ id: 'x', fact: 'F.', source: 'live', checks: [] }], 'checks cannot be []'],
  [[{ id: 'x', fact: 'F.', source: 'live', test: 'a.ts' }], 'test cannot be "a.ts"'],
])('%j is rejected', (document, message) => {
  expect(formProblems(document, 'facts.yaml')[0]?.message).toContain(message);
});

async function messagesOf(check: Json): Promise<string[]> {
  const fact = { id: 'x', fact: 'A fact.', source: 'live', ...(check as object) } as Fact;
  const problems = await factProblems([fact], 'facts.yaml', sources);
  return problems.map(({ message }) => message);
}
