import { expect, test } from 'vitest';
import { formatReport } from './format-report.ts';
import type { RegenerateReport } from './report.ts';

const NO_CHANGES = { added: [], removed: [], changed: [] };

const QUIET: RegenerateReport = {
  spec: {
    outcome: 'not-modified',
    url: 'https://example.com/openapi.json',
    operations: 167,
    changes: NO_CHANGES,
    warnings: [],
  },
  contract: { operations: 168, schemas: 93, uncategorised: [] },
  packages: [
    { name: 'client', built: 'cached' },
    { name: 'types', built: 'cached' },
  ],
  worked: false,
  ms: 620,
};

test('a run without work says so', () => {
  expect(formatReport(QUIET)).toBe(
    `
Spec       live, not modified: 167 operations (https://example.com/openapi.json)
Contract   168 operations, 93 schemas
Packages   client cached, types cached
Total      0.62 s

Nothing changed: everything came from the cache.`.trimStart(),
  );
});

test('changes and operations without an overlay have lines of their own', () => {
  const changes = { added: ['GET /a', 'GET /b'], removed: ['GET /c'], changed: ['PUT /d'] };
  const report: RegenerateReport = {
    ...QUIET,
    spec: { ...QUIET.spec, outcome: 'changed', changes },
    contract: { ...QUIET.contract, uncategorised: ['GET /a', 'GET /b'] },
    packages: [{ name: 'client', built: 'rebuilt' }],
    worked: true,
    ms: 12_340,
  };
  expect(formatReport(report)).toBe(
    `
Spec       live, changed: 167 operations (https://example.com/openapi.json)
           + GET /a
           + GET /b
           - GET /c
           ~ PUT /d
Contract   168 operations, 93 schemas
Warning    no overlay describes GET /a, GET /b
           generated all the same, answers typed unknown: see "Write an overlay" in README.md
Packages   client rebuilt
Total      12.3 s

Done.`.trimStart(),
  );
});

test.each([
  ['unchanged', undefined, 'live, unchanged: 167 operations (https://example.com/openapi.json)'],
  ['pinned', 'nobody answered', 'pinned snapshot, because nobody answered: 167 operations'],
] as const)('an outcome that is %s', (outcome, reason, line) => {
  const spec = { ...QUIET.spec, outcome, ...(reason === undefined ? {} : { reason }) };
  expect(formatReport({ ...QUIET, spec }).split('\n')[0]).toBe(`Spec       ${line}`);
});

test('a change around the operations, and what was wrong with the pinned files, is told', () => {
  const warnings = ['  upstream.lock.json: there is no such file'];
  const spec = { ...QUIET.spec, outcome: 'changed' as const, warnings };
  expect(
    formatReport({ ...QUIET, spec })
      .split('\n')
      .slice(1, 3),
  ).toEqual([
    '           no operation, but what surrounds them',
    'Warning    upstream.lock.json: there is no such file',
  ]);
});
