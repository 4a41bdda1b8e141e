import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PipelineError } from '../cli/problem.ts';
import { temporaryFolder } from '../testing/temporary-root.ts';
import { contractPaths, ROOT } from './paths.ts';
import { readSource } from './source.ts';

const GOOD = {
  url: 'https://example.com/openapi.json',
  limits: { bytes: 1, operations: 1 },
  overlays: ['document', 'cards'],
};

async function read(value: unknown) {
  const path = join(await temporaryFolder(), 'source.json');
  await writeFile(path, JSON.stringify(value));
  return readSource(path);
}

it('reads our own', async () => {
  const source = await readSource(contractPaths(ROOT).source);
  expect(source.limits).toEqual({ bytes: 16 * 2 ** 20, operations: 2000 });
});

it('returns the contents of the file', async () => {
  expect(await read(GOOD)).toEqual(GOOD);
});

it.each<[unknown, string, string]>([
  [[], '', 'must be an object'],
  [{ ...GOOD, url: 'spec.json' }, '/url', 'must be a URL, is "spec.json"'],
  [{ ...GOOD, url: undefined }, '/url', 'must be a URL, is nothing'],
  [{ ...GOOD, url: 'http://example.com' }, '/url', 'loopback'],
  [{ ...GOOD, url: 'file:///etc/passwd' }, '/url', 'file: URLs are not supported'],
  [{ ...GOOD, limits: 5 }, '/limits', 'must be an object, is 5'],
  [{ ...GOOD, limits: { bytes: 0, operations: 1 } }, '/limits/bytes', 'an integer above 0, is 0'],
  [{ ...GOOD, limits: { bytes: 1, operations: '9' } }, '/limits/operations', 'is "9"'],
  [{ ...GOOD, limits: { ...GOOD.limits, byte: 1 } }, '/limits/byte', 'not known'],
  [{ ...GOOD, overlays: 'cards' }, '/overlays', 'must be a list'],
  [{ ...GOOD, overlays: [1] }, '/overlays/0', 'base name'],
  [{ ...GOOD, uri: '' }, '/uri', 'not known'],
])('refuses %j', async (value, pointer, reason) => {
  const failure = await read(value).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PipelineError);
  const { problems } = failure as PipelineError;
  expect(problems).toHaveLength(1);
  expect(problems[0]?.pointer ?? '').toBe(pointer);
  expect(problems[0]?.message).toContain(reason);
  expect(problems[0]?.file).toMatch(/source\.json$/);
});
