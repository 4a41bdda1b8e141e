import { expect, test } from 'vitest';
import { packagesOf } from './report.ts';

test('packages are those that were built, by name', () => {
  const tasks = [
    { package: 'zod', task: 'build', cached: false, ms: 10 },
    { package: 'zod', task: 'generate', cached: true, ms: 0 },
    { package: 'client', task: 'build', cached: true, ms: 0 },
    { package: 'spec-kaiten', task: 'patch', cached: false, ms: 5 },
  ];
  expect(packagesOf(tasks)).toEqual([
    { name: 'client', built: 'cached' },
    { name: 'zod', built: 'rebuilt' },
  ]);
});
