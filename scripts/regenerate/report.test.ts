import { expect, test } from 'vitest';
import { formatReport, packagesOf, type RegenerateReport } from './report.ts';

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

test('a run in which nothing changed says so', () => {
  expect(formatReport(QUIET)).toBe(
    `
Spec       live, not modified: 167 operations (https://example.com/openapi.json)
Contract   168 operations, 93 schemas
Packages   client cached, types cached
Total      0.62 s

Nothing changed: everything came from the cache.`.trimStart(),
  );
});

test('lists changes and operations without an overlay', () => {
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
           generated with responses typed unknown: see "Write an overlay" in README.md
Packages   client rebuilt
Total      12.3 s

Done.`.trimStart(),
  );
});

test.each([
  ['unchanged', undefined, 'live, unchanged: 167 operations (https://example.com/openapi.json)'],
  ['pinned', 'the server is down', 'pinned snapshot, because the server is down: 167 operations'],
] as const)('the outcome %s', (outcome, reason, line) => {
  const spec = { ...QUIET.spec, outcome, ...(reason === undefined ? {} : { reason }) };
  expect(formatReport({ ...QUIET, spec }).split('\n')[0]).toBe(`Spec       ${line}`);
});

test('reports changes outside of operations, and problems with the pinned files', () => {
  const warnings = ['  upstream.lock.json: the file does not exist'];
  const spec = { ...QUIET.spec, outcome: 'changed' as const, warnings };
  expect(
    formatReport({ ...QUIET, spec })
      .split('\n')
      .slice(1, 3),
  ).toEqual([
    '           no operation changed, only other parts of the document',
    'Warning    upstream.lock.json: the file does not exist',
  ]);
});

test('packages are the ones with a build task, sorted by name', () => {
  const tasks = [
    { package: '@kaiten-sdk/zod', task: 'build', cached: false, ms: 10 },
    { package: '@kaiten-sdk/zod', task: 'generate', cached: true, ms: 0 },
    { package: '@kaiten-sdk/client', task: 'build', cached: true, ms: 0 },
    { package: '@kaiten-sdk/spec-kaiten', task: 'patch', cached: false, ms: 5 },
  ];
  expect(packagesOf(tasks)).toEqual([
    { name: 'client', built: 'cached' },
    { name: 'zod', built: 'rebuilt' },
  ]);
});
