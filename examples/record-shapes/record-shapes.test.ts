import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { company, fakeKaiten, runExample } from '@kaiten-sdk/example-support';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-shapes-'));
  file = join(folder, 'shapes.json');
});
afterEach(() => rm(folder, { recursive: true }));

const card = { id: 731204, title: 'Pay Ann Smith', column_id: 1 };
const responses: Record<string, object> = {
  'GET /users/current': { id: 5, full_name: 'Ann Smith', email: 'ann@example.com' },
  'GET /spaces': [{ id: 7, title: 'Secret project' }],
  'GET /spaces/7/boards': [{ id: 9300, title: 'Secret board' }],
  'GET /cards/731204': { ...card, properties: { id_731: 'Ann Smith' } },
};

test('records the shapes of readable data only', { timeout: 30_000 }, async () => {
  const onRequest = (request: string) => {
    const body = responses[request.replace(/\?.*/, '')];
    return body && Response.json(body);
  };
  await using server = await fakeKaiten(company({ cards: [card] }), { limit: 100, onRequest });
  const args = [file, '--by', 'the shop'];
  const { code, stderr, stdout } = await runExample(import.meta.url, args, server);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`${file}: shapes of 8 operations, without values\n`);
  expect(server.requests.every((request) => request.startsWith('GET '))).toBe(true);

  const text = await readFile(file, 'utf8');
  for (const secret of ['Ann', 'Secret', '731', '9300', 'example.com']) {
    expect(text).not.toContain(secret);
  }
  const { recordings } = JSON.parse(text) as { recordings: { operationId: string; by: string }[] };
  expect(recordings.map(({ operationId }) => operationId)).toEqual([
    'getBoard',
    'getCard',
    'getCurrentUser',
    'listCardTimeLogs',
    'listCards',
    'listCustomProperties',
    'listSpaceBoards',
    'listSpaces',
  ]);
  expect(recordings[1]).toMatchObject({
    by: 'the shop',
    places: { '$.properties.id_{n}': { string: 1 }, '$.title': { string: 1 } },
  });
});

test('writes nothing if the token is wrong', { timeout: 20_000 }, async () => {
  await using server = await fakeKaiten(company(), { limit: 100 });
  const wrong = { baseUrl: server.baseUrl, token: 'wrong-token' };
  const { code, stderr } = await runExample(import.meta.url, [file], wrong);
  expect(code).toBe(1);
  expect(stderr).toContain('returned 401');
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test('prints its usage without a file', { timeout: 20_000 }, async () => {
  const nowhere = { baseUrl: 'http://127.0.0.1:9/api/latest', token: 'unused-token' };
  expect(await runExample(import.meta.url, [], nowhere)).toMatchObject({ code: 2 });
});
