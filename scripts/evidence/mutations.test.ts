import { beforeAll, expect, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { type SentBody, sentBodiesOf } from './bodies.ts';
import { type EvidenceFinding, recordedFindings } from './contradictions.ts';
import { stepOf } from './place.ts';
import { readEvidence } from './read.ts';
import type { Evidence, PlaceCounts } from './recording.ts';
import { IDENTITY, Requirements, unsupportedFindings } from './requirements.ts';
import { SchemaCases } from './schema-cases.ts';
import { applyChanges, type ContractMutation, mutationsOf, schemaAt } from './testing/mutations.ts';

let contract: JsonObject;
let evidence: Evidence;
let mutations: ContractMutation[];
beforeAll(async () => {
  contract = (await readDocument(contractPaths(ROOT).contract)) as JsonObject;
  evidence = await readEvidence(ROOT, () => true);
  mutations = mutationsOf(contract, evidence);
});

/** The findings at a place in the current contract. Only the places that lead to it are compared. */
function findingsAt(sent: SentBody, place: string): EvidenceFinding[] {
  const path = pathTo(place);
  const recordings = evidence.recordings
    .filter(({ operationId }) => operationId === sent.operationId)
    .map((recording) => ({ ...recording, places: picked(recording.places, path) }));
  return recordedFindings(new SchemaCases(contract), sent, recordings).filter(
    ({ evidence: cited }) => cited.endsWith(`: ${place}`),
  );
}

function pathTo(place: string): string[] {
  const last = stepOf(place);
  return last ? [...pathTo(last.parent), place] : [place];
}

function picked(places: PlaceCounts, path: readonly string[]): PlaceCounts {
  return Object.fromEntries(Object.entries(places).filter(([place]) => path.includes(place)));
}

// Thousands of contracts are compared, which takes long on a busy machine.
test('every contradiction of the evidence is found, with its place', { timeout: 120_000 }, () => {
  const missed: string[] = [];
  for (const sent of sentBodiesOf(contract)) {
    const own = mutations.filter(({ operationId }) => operationId === sent.operationId);
    for (const { apply, name, place, rule } of own) {
      const isFound = () => findingsAt(sent, place).some((failing) => rule.test(failing.rule));
      // A mutation cannot add a finding that exists already.
      if (isFound()) continue;
      const undo = apply();
      if (!isFound()) missed.push(`${name}, ${sent.operationId} ${place}`);
      undo();
    }
  }
  expect(missed).toEqual([]);
});

test('there are many mutations of each kind', () => {
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

test('a requirement without recording and documentation is found', () => {
  const recorded = new Set(evidence.recordings.map(({ operationId }) => operationId));
  const missed: string[] = [];
  let count = 0;
  for (const sent of sentBodiesOf(contract)) {
    if (sent.kind !== 'response' || recorded.has(sent.operationId)) continue;
    for (const { name, schema } of optionalAtTop(sent)) {
      const undo = applyChanges(schema, { required: [...(schema.required as string[]), name] });
      const requirements = new Requirements(new SchemaCases(contract), evidence.documented);
      requirements.add(sent, []);
      const found = unsupportedFindings(requirements.found);
      undo();
      count += 1;
      const cited = `${sent.operationId}: $.${name}`;
      if (!found.some((failing) => failing.evidence === cited)) missed.push(cited);
    }
  }
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(30);
});

/** Optional, undocumented properties of the component that an operation returns. */
function optionalAtTop({ operationId, schemas }: SentBody): { name: string; schema: JsonObject }[] {
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

test('the contract is restored afterwards', async () => {
  expect(contract).toEqual(await readDocument(contractPaths(ROOT).contract));
});
