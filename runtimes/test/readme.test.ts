import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runtimesClaim, withRuntimes } from '../src/readme.ts';

const readme = (path: string) =>
  readFile(new URL(`../../${path}README.md`, import.meta.url), 'utf8');

test.each(['', 'packages/sdk/'])('%sREADME.md names the runtimes that are tested', async (path) => {
  const claims = [...(await readme(path)).matchAll(/Runs on ([^.;]+)[.;]/g)].map(
    ([, text]) => text,
  );
  expect(claims).toEqual([runtimesClaim()]);
});

test('the README of the SDK lists what the suite expects to fail', async () => {
  const text = await readme('packages/sdk/');
  expect(text, 'run `pnpm runtimes:readme`').toBe(withRuntimes(text));
});
