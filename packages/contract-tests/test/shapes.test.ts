import { ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import {
  type Recording,
  readEvidence,
  shapeOf,
  shapeOfAll,
  shapesOf,
} from '@kaiten-sdk/scripts/evidence/index.ts';
import type { Json, JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { applyOverlays } from '@kaiten-sdk/scripts/patch/index.ts';
import fc from 'fast-check';
import { recordShapes } from 'kaiten-sdk/recorder';
import { describe, expect, test } from 'vitest';
import { contractOperations, successfulResponsesOf } from '../src/contract/contract.ts';
import { Resolver } from '../src/contract/schema.ts';
import { draftOverlay } from '../src/probe/draft-overlay.ts';
import { describeFinding, successPlace } from '../src/probe/finding.ts';
import { Probe } from '../src/probe/probe.ts';
import { contract, SEED } from './repository.ts';

const operations = contractOperations(contract);
const isKnown = (operationId: string) => operations.some((one) => one.operationId === operationId);

/** What a contract lacks of recordings, or has otherwise. */
function foundIn(of: JsonObject, recordings: readonly Recording[]) {
  const places = new Map(contractOperations(of).map((one) => [one.operationId, successPlace(one)]));
  const probe = new Probe(new Resolver(of));
  for (const recording of recordings) {
    const place = places.get(recording.operationId);
    if (!place) throw new Error(`${recording.operationId} has no response`);
    probe.lookAtShape(recording, place);
  }
  return probe.findings();
}

const recordingOf = (operationId: string, ...bodies: Json[]): Recording => ({
  operationId,
  recorded: '2026-11',
  by: 'a test',
  places: shapeOfAll(bodies),
});

function exampleOf(operationId: string): JsonObject {
  const operation = operations.find((one) => one.operationId === operationId);
  return (operation && successfulResponsesOf(operation)[0]?.content.example) as JsonObject;
}

const reported = (findings: ReturnType<typeof foundIn>) =>
  findings.map((finding) => `${finding.pointer}: ${describeFinding(finding)}`).sort();

test('the shapes of the examples of the contract show nothing that it lacks', () => {
  const recordings = operations.flatMap((operation) => {
    const example = successfulResponsesOf(operation)[0]?.content.example;
    return example === undefined ? [] : [recordingOf(operation.operationId, example)];
  });
  expect(recordings.length).toBeGreaterThan(150);
  expect(reported(foundIn(contract, recordings))).toEqual([]);
});

const CHANGES: JsonObject[] = [
  { nickname: 'Ann', meta: { deep: 1 }, labels: ['a'], gone: null, ratio: 1.5 },
  { nickname: null, ratio: 1, title: null, size: {}, owner: null, type: 'bug' },
  { title: 4, archived: 'no', members: null, tags: [null, 'urgent'], id: undefined as never },
  { 'Ann Smith': 1, 'ann@example.com': true },
];

const changed = CHANGES.map(
  (change) => JSON.parse(JSON.stringify({ ...exampleOf('getCard'), ...change })) as JsonObject,
);

test('shapes show what the bodies do, but for codes', () => {
  const operation = operations.find(({ operationId }) => operationId === 'getCard');
  const place = operation && successPlace(operation);
  if (!place) throw new Error('getCard has no response');
  const ofBodies = new Probe(new Resolver(contract));
  for (const body of changed) ofBodies.look('getCard', place, body);
  const expected = reported(ofBodies.findings());
  expect(expected.length).toBeGreaterThan(10);
  expect(reported(foundIn(contract, [recordingOf('getCard', ...changed)]))).toEqual(expected);
});

test('the draft of shapes makes the contract true to them', () => {
  const recordings = [recordingOf('getCard', ...changed)];
  const { left, overlay } = draftOverlay(contract, foundIn(contract, recordings));
  expect(left.map(({ field }) => field)).toEqual(['*']);
  const mended = applyOverlays(contract, [{ file: 'draft', document: overlay }]) as JsonObject;
  expect(foundIn(mended, recordings).map(({ field }) => field)).toEqual(['*']);
});

test('the evidence of the repository can be drafted', async () => {
  const { recordings } = await readEvidence(ROOT, isKnown);
  expect(recordings.length).toBeGreaterThan(30);
  const { overlay } = draftOverlay(contract, foundIn(contract, recordings));
  const mended = applyOverlays(contract, [{ file: 'draft', document: overlay }]) as JsonObject;
  expect(reported(foundIn(mended, recordings))).toEqual([]);
});

describe('a union of which the member is not known', () => {
  const alternatives = (...schemas: JsonObject[]): JsonObject => ({
    openapi: '3.1.0',
    info: { title: 'Alternatives', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'getThing',
          responses: { 200: { content: { 'application/json': { schema: { oneOf: schemas } } } } },
        },
      },
    },
  });
  const space = {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: { const: 'space' }, id: { type: 'integer' } },
  };
  const note = {
    type: 'object',
    required: ['type', 'text'],
    properties: { type: { const: 'note' }, text: { type: ['string', 'null'] } },
  };
  const of = alternatives(space, note);
  const at = '/paths/~1things/get/responses/200/content/application~1json/schema';

  test.each<[string, Json[], string[]]>([
    [
      'either',
      [
        { type: 'space', id: 1 },
        { type: 'note', text: null },
      ],
      [],
    ],
    [
      'what all require',
      [{ id: 1 }, { type: 'note', text: 'a' }],
      [`${at}/oneOf/0/required: required field type is missing, seen 1 of 2 (getThing)`],
    ],
    [
      'what none has',
      [{ type: 'space', id: 1, size: 2 }],
      [`${at}/oneOf/0: unknown field size (integer), seen 1 of 1 (getThing)`],
    ],
    [
      'what none allows',
      [{ type: 'space', id: null }, 'text'],
      [
        `${at}/oneOf/0/properties/id: null, which the contract does not allow, seen 1 of 1 (getThing)`,
        `${at}: type string, which the contract does not allow, seen 1 of 2 (getThing)`,
      ],
    ],
  ])('reports %s', (_, bodies, findings) => {
    expect(reported(foundIn(of, [recordingOf('getThing', ...bodies)]))).toEqual(findings);
  });

  test('is resolved by the codes in a body', () => {
    const [operation] = contractOperations(of);
    const place = operation && successPlace(operation);
    if (!place) throw new Error('getThing has no response');
    const probe = new Probe(new Resolver(of));
    probe.look('getThing', place, { type: 'note', id: 1 });
    expect(reported(probe.findings())).toEqual([
      `${at}/oneOf/1/required: required field text is missing, seen 1 of 1 (getThing)`,
      `${at}/oneOf/1: unknown field id (integer), seen 1 of 1 (getThing)`,
    ]);
  });
});

test('a recorder of the SDK writes the shapes that the pipeline makes, and that it can read', async () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'id',
      'name',
      'id_7',
      'Ann',
      'ann@example.com',
      '__proto__',
      'a.b',
      'x[]',
      'v2',
    ),
    fc.stringMatching(/^[a-z_$][\w$-]{0,20}$/),
    fc.uuid(),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, true, 'text', 1, 1.5),
      fc.array(tie('value')),
      fc.array(fc.tuple(key, tie('value'))).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 4 }), async (bodies) => {
      let next = 0;
      const recorder = recordShapes({ by: 'a test', recorded: '2026-11' });
      const fetch = recorder.wrap(async () => {
        const response = Response.json(bodies[next]);
        next += 1;
        return response;
      });
      const url = 'https://acme.kaiten.ru/api/latest/tags?version=2';
      for (const _ of bodies) await (await fetch(url)).text();
      const shapes = JSON.parse(JSON.stringify(await recorder.shapes())) as Json;
      const recordings = shapesOf(shapes, { file: 'sent.json', isKnown });
      const places = shapeOfAll(bodies.map((body) => JSON.parse(JSON.stringify(body)) as unknown));
      expect(recordings).toEqual([
        {
          operationId: 'listTags',
          recorded: '2026-11',
          by: 'a test',
          variant: 'version=2',
          places,
        },
      ]);
      if (bodies.length === 1)
        expect(places).toEqual(shapeOf(JSON.parse(JSON.stringify(bodies[0]))));
    }),
    { seed: SEED },
  );
});
