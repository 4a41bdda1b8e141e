import { beforeAll, expect, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { recordedFailings } from './check-recorded.ts';
import { Requirements, unsupportedFailings } from './check-required.ts';
import type { Failing } from './failing.ts';
import { stepOf } from './place.ts';
import { type Evidence, readEvidence } from './read.ts';
import type { Recording } from './recording.ts';
import { type Sent, sentBy } from './responses.ts';
import { IDENTITY } from './support.ts';
import { changed, type Mutation, schemaAt } from './testing/mutation.ts';
import { mutationsOf } from './testing/mutations.ts';
import { Views } from './views.ts';

let contract: JsonObject;
let evidence: Evidence;
let mutations: Mutation[];
beforeAll(async () => {
  contract = (await readDocument(contractPaths(ROOT).contract)) as JsonObject;
  evidence = await readEvidence(ROOT, () => true);
  mutations = mutationsOf(contract, evidence);
});

/** What is wrong at a place, as the contract is now. Only what leads there is looked at. */
function failingsAt(sent: Sent, place: string): Failing[] {
  const way = wayTo(place);
  const recordings = evidence.recordings
    .filter(({ operationId }) => operationId === sent.operationId)
    .map((recording) => ({ ...recording, places: picked(recording.places, way) }));
  return recordedFailings(new Views(contract), sent, recordings).filter(({ evidence: cited }) =>
    cited.endsWith(`: ${place}`),
  );
}

function wayTo(place: string): string[] {
  const last = stepOf(place);
  return last ? [...wayTo(last.parent), place] : [place];
}

function picked(places: Recording['places'], way: readonly string[]): Recording['places'] {
  return Object.fromEntries(Object.entries(places).filter(([place]) => way.includes(place)));
}

// Thousands of contracts are proved, while others may use the machine.
test('every contradiction of the evidence is found, by its place', { timeout: 120_000 }, () => {
  const missed: string[] = [];
  for (const sent of sentBy(contract)) {
    const own = mutations.filter(({ operationId }) => operationId === sent.operationId);
    for (const { apply, name, place, rule } of own) {
      const isFound = () => failingsAt(sent, place).some((failing) => rule.test(failing.rule));
      // What is wrong already cannot become wrong.
      if (isFound()) continue;
      const undo = apply();
      if (!isFound()) missed.push(`${name}, ${sent.operationId} ${place}`);
      undo();
    }
  }
  expect(missed).toEqual([]);
});

test('there are many of each kind', () => {
  const counts = Object.fromEntries(
    [...Map.groupBy(mutations, ({ name }) => name)].map(([name, { length }]) => [name, length]),
  );
  expect(mutations.length).toBeGreaterThan(1000);
  for (const name of [
    'required',
    'null removed',
    'type changed',
    'type of items changed',
    'items removed',
    'property removed',
  ]) {
    expect(counts[name], name).toBeGreaterThanOrEqual(30);
  }
  expect(counts['map closed']).toBeGreaterThanOrEqual(1);
  expect(counts['member of a union dropped']).toBeGreaterThanOrEqual(1);
});

test('what neither a recording nor documentation supports is found', () => {
  const recorded = new Set(evidence.recordings.map(({ operationId }) => operationId));
  const missed: string[] = [];
  let count = 0;
  for (const sent of sentBy(contract)) {
    if (sent.kind !== 'response' || recorded.has(sent.operationId)) continue;
    for (const { name, schema } of optionalAtTop(sent)) {
      const undo = changed(schema, { required: [...(schema.required as string[]), name] });
      const requirements = new Requirements(new Views(contract), evidence.documented);
      requirements.add(sent, []);
      const found = unsupportedFailings(requirements.found);
      undo();
      count += 1;
      const cited = `${sent.operationId}: $.${name}`;
      if (!found.some((failing) => failing.evidence === cited)) missed.push(cited);
    }
  }
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(30);
});

/** Optional properties of the one component that an operation responds with, as far as undocumented. */
function optionalAtTop({ operationId, schemas }: Sent): { name: string; schema: JsonObject }[] {
  const [placed, second] = schemas;
  if (!placed || second || typeof placed.schema.$ref !== 'string') return [];
  const schema = schemaAt(contract, placed.schema.$ref.slice(1));
  const { properties, required } = schema;
  if (!isObject(properties) || !Array.isArray(required)) return [];
  return Object.keys(properties)
    .filter((name) => !required.includes(name) && !IDENTITY.has(name))
    .filter((name) => !evidence.documented[operationId]?.includes(name))
    .map((name) => ({ name, schema }));
}

test('the contract is afterwards as it was', async () => {
  expect(contract).toEqual(await readDocument(contractPaths(ROOT).contract));
});
