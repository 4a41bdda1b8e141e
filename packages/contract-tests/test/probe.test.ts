import type { Json, JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { applyOverlays, checkContract } from '@kaiten-sdk/scripts/patch/index.ts';
import { expect, test } from 'vitest';
import { contractOperations, successfulResponsesOf } from '../src/contract/contract.ts';
import { Resolver } from '../src/contract/schema.ts';
import { draftOverlay } from '../src/probe/draft-overlay.ts';
import { describeFinding, type FullFinding, successPlace } from '../src/probe/finding.ts';
import { Probe } from '../src/probe/probe.ts';
import { contract } from './repository.ts';

const operations = contractOperations(contract);

function operationNamed(operationId: string) {
  const operation = operations.find((known) => known.operationId === operationId);
  const place = operation && successPlace(operation);
  const example = operation && successfulResponsesOf(operation)[0]?.content.example;
  if (!place || example === undefined) throw new Error(`${operationId} has no example`);
  return { place, example: example as JsonObject };
}

/** What is found in answers of an operation: its example, each time with other changes. */
function foundIn(operationId: string, ...changes: JsonObject[]): FullFinding[] {
  const { example, place } = operationNamed(operationId);
  const probe = new Probe(new Resolver(contract));
  for (const change of changes) probe.look(operationId, place, { ...example, ...change });
  return probe.findings();
}

const reported = (findings: readonly FullFinding[]) =>
  findings.map((finding) => `${finding.pointer}: ${describeFinding(finding)}`);

test('the examples of the contract show nothing that it lacks', () => {
  const probe = new Probe(new Resolver(contract));
  // One operation responds with nothing.
  for (const { operationId } of operations.filter((one) => successfulResponsesOf(one).length > 0)) {
    const { example, place } = operationNamed(operationId);
    probe.look(operationId, place, example);
  }
  expect(reported(probe.findings())).toEqual([]);
});

const { id, ...anonymous } = operationNamed('getCard').example;

test.each<[string, JsonObject[], string[]]>([
  [
    'a field that the contract lacks, with the types that it had',
    [{ nickname: 'Ann' }, { nickname: null }, {}],
    [
      '/components/schemas/CardDetails: unknown field nickname (null or string), seen 2 of 3 (getCard)',
    ],
  ],
  [
    'null where there is to be none',
    [{ title: null }, {}],
    [
      '/components/schemas/Card/properties/title: null, which the contract does not allow, seen 1 of 2 (getCard)',
    ],
  ],
  [
    'null where a component is referred to',
    [{ owner: null }],
    [
      '/components/schemas/Card/properties/owner: null, which the contract does not allow, seen 1 of 1 (getCard)',
    ],
  ],
  [
    'another type, also of what can be null',
    [{ title: 1.5 }, { type: 'bug' }],
    [
      '/components/schemas/Card/properties/title: type number, which the contract does not allow, seen 1 of 2 (getCard)',
      '/components/schemas/CardDetails/allOf/1/properties/type: type string, which the contract does not allow, seen 1 of 2 (getCard)',
    ],
  ],
  [
    'a code that is not listed',
    [{ state: 7 }],
    [
      '/components/schemas/CardState: a value that the enum does not list (integer), seen 1 of 1 (getCard)',
    ],
  ],
])('finds %s', (_, changes, findings) => {
  expect(reported(foundIn('getCard', ...changes))).toEqual(findings);
});

test('finds that a required field is missing', () => {
  const { place } = operationNamed('getCard');
  const probe = new Probe(new Resolver(contract));
  probe.look('getCard', place, anonymous);
  expect(id).toBeTypeOf('number');
  expect(reported(probe.findings())).toEqual([
    '/components/schemas/Card/required: required field id is missing, seen 1 of 1 (getCard)',
  ]);
});

test('names no key that may be data, and no value', () => {
  const secrets = {
    'ann@example.com': 1,
    '7b0f2c1e-5a3d-4c0b-9a51-0d6f8f2f4c11': 1,
    phone_5550100: 1,
    'Ann Smith': 1,
  };
  const values = { state: 'a person wrote this', title: null, nickname: 'Ann Smith' };
  const findings = foundIn('getCard', { ...secrets, ...values });
  const text = JSON.stringify([findings, reported(findings), draftOverlay(contract, findings)]);
  for (const secret of ['ann@', '7b0f2c1e', '5550100', 'Ann Smith', 'a person wrote']) {
    expect(text).not.toContain(secret);
  }
  expect(reported(findings)).toContain(
    '/components/schemas/CardDetails: unknown fields with names that may be data (integer), seen 4 of 1 (getCard)',
  );
});

const CHANGES: JsonObject[] = [
  { nickname: 'Ann', meta: { deep: 1 }, labels: ['a'], gone: null, ratio: 1.5 },
  { nickname: null, ratio: 1, state: 7, title: null, size: {}, owner: null, type: 'bug' },
  { title: 4, archived: 'no', members: null, tags: [null, 'urgent'] },
];

test('drafts an overlay after which the contract has all that was found', async () => {
  const { example, place } = operationNamed('getCard');
  const probe = new Probe(new Resolver(contract));
  const answers = [...CHANGES.map((change) => ({ ...example, ...change })), anonymous];
  for (const answer of answers) probe.look('getCard', place, answer);
  const { left, overlay } = draftOverlay(contract, probe.findings());
  expect(left).toEqual([]);

  const mended = applyOverlays(contract, [{ file: 'draft', document: overlay }]) as JsonObject;
  expect(await checkContract(mended, 'mended')).toEqual({ invalid: [], unfit: [] });
  const operation = contractOperations(mended).find(({ operationId }) => operationId === 'getCard');
  const again = new Probe(new Resolver(mended));
  for (const answer of answers) {
    const now = operation && successPlace(operation);
    if (now) again.look('getCard', now, answer);
  }
  expect(reported(again.findings())).toEqual([]);
});

test('says in each action how often it was seen, and guards it', () => {
  const { overlay } = draftOverlay(contract, foundIn('getCard', { nickname: 'Ann' }, {}));
  const actions = overlay.actions as Json[];
  expect(actions).toEqual([
    {
      target: '$.components.schemas.CardDetails',
      description: 'Draft, from responses: unknown field nickname (string), seen 1 of 2 (getCard).',
      'x-expect-absent': ['/properties/nickname'],
      update: {
        properties: {
          nickname: {
            type: 'string',
            description: 'Seen 1 of 2 times; what it means is not described yet.',
          },
        },
      },
    },
  ]);
});
