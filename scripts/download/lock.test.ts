import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import { temporaryFolder } from '../testing/temporary-root.ts';
import { readLock } from './snapshot.ts';

const GOOD = {
  url: 'https://example.com/openapi.json',
  etag: 'W/"1"',
  lastModified: 'Thu, 01 Jan 1970 00:00:00 GMT',
  fetchedAt: '2026-01-01T00:00:00.000Z',
  bytesSha256: 'a'.repeat(64),
  shapeSha256: '0'.repeat(64),
  bytes: 0,
  operations: 1,
  paths: 1,
  schemas: 0,
  openapi: '3.0.3',
};

async function read(text: string) {
  const path = join(await temporaryFolder(), 'upstream.lock.json');
  await writeFile(path, text);
  return readLock(path);
}

it('reads the committed lock, which has the url of source.json', async () => {
  const { lock: path, source } = contractPaths(ROOT);
  const { lock } = await readLock(path);
  expect(lock?.url).toBe((await readSource(source)).url);
});

it('returns the contents of the file', async () => {
  expect(await read(JSON.stringify(GOOD))).toEqual({ lock: GOOD });
});

it('may have no data about the source', async () => {
  const lock = { ...GOOD, etag: null, lastModified: null, fetchedAt: null };
  expect(await read(JSON.stringify(lock))).toEqual({ lock });
});

it.each<[keyof typeof GOOD, unknown]>([
  ['url', null],
  ['etag', 'a\nb'],
  ['etag', undefined],
  ['lastModified', ''],
  ['fetchedAt', 'yesterday'],
  ['bytesSha256', 'A'.repeat(64)],
  ['shapeSha256', null],
  ['bytes', -1],
  ['operations', '1'],
  ['schemas', 0.5],
  ['paths', undefined],
  ['openapi', 3],
])('names %s when it is %j', async (field, value) => {
  const { lock, problem } = await read(JSON.stringify({ ...GOOD, [field]: value }));
  expect(lock).toBeUndefined();
  expect(problem?.message).toBe(`${field} is missing or wrong; the file is ignored`);
  expect(problem?.file).toMatch(/upstream\.lock\.json$/);
});

it.each(['', '{', '[]', 'null'])('does not fail on %j', async (text) => {
  const { lock, problem } = await read(text);
  expect(lock).toBeUndefined();
  expect(problem?.message).toMatch(/; the file is ignored$/);
});
