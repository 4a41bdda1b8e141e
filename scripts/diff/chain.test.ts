import { expect, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { diffDocuments } from './diff.ts';
import { readPolicy } from './policy.ts';
import { CHAIN, contractExcerpt } from './testing/chain.ts';

const policy = await readPolicy(contractPaths(ROOT).policy);
const versions: JsonObject[] = [contractExcerpt()];
for (const { change } of CHAIN) {
  const next = structuredClone(versions.at(-1) ?? {});
  change(next);
  versions.push(next);
}

test.each(CHAIN.map((step, index) => ({ ...step, index })))('$name: $bump', async (step) => {
  const [base, head] = [versions[step.index] ?? {}, versions[step.index + 1] ?? {}];
  const diff = await diffDocuments(base, head, policy);
  expect(diff.changes.map(({ rule, message }) => [rule, message])).toEqual(step.expected);
  expect(diff.bump).toBe(step.bump);
  for (const { level, migrate } of diff.changes) {
    if (level === 'breaking') expect(migrate).toMatch(/\w/);
  }
});

test('the diff of the first and the last version has the highest bump of all steps', async () => {
  const diff = await diffDocuments(versions[0] ?? {}, versions.at(-1) ?? {}, policy);
  expect(diff.bump).toBe('major');
  expect(new Set(diff.changes.map(({ id }) => id)).size).toBe(diff.changes.length);
});
