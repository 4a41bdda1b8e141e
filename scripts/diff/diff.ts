import type { JsonObject } from '../openapi/json.ts';
import { type Bump, bumpOf, type Change, LEVELS, type Level } from './change.ts';
import { compareDocuments } from './compare-documents.ts';
import { verdictsOf } from './engine.ts';
import { type Policy, policyFor } from './policy.ts';
import { rate } from './rate.ts';

export interface Diff {
  readonly bump: Bump;
  readonly summary: Readonly<Record<Level, number>>;
  /** The gravest first, then by place. */
  readonly changes: readonly Change[];
}

/** What differs between two OpenAPI documents, and what it means by a policy. */
export async function diffDocuments(
  base: JsonObject,
  head: JsonObject,
  policy: Policy,
): Promise<Diff> {
  const differences = compareDocuments(base, head);
  const verdicts = await verdictsOf(differences);
  return diffOf(rate(differences, verdicts, policyFor('documents', policy)));
}

/** What some changes amount to. */
export function diffOf(changes: readonly Change[]): Diff {
  const summary = Object.fromEntries(
    LEVELS.map((level) => [level, changes.filter((change) => change.level === level).length]),
  ) as Record<Level, number>;
  return { bump: bumpOf(changes), summary, changes: [...changes].sort(byGravity) };
}

function byGravity(a: Change, b: Change): number {
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : a.rule < b.rule ? -1 : 1)
  );
}
