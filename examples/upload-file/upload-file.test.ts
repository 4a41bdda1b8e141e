import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { company, fakeKaiten, runExample } from '@kaiten-sdk/example-support';
import { afterEach, beforeEach, expect, test } from 'vitest';

const content = 'Отчёт '.repeat(100_000);
const card = {
  id: 731204,
  uid: '7ac5a1f4-8d4b-4f0f-9a3e-0b3f1f6d2c11',
  title: 'Pay',
  column_id: 1,
};

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-file-'));
  file = join(folder, 'отчёт.txt');
  await writeFile(file, content);
});
afterEach(() => rm(folder, { recursive: true }));

test('uploads a file and downloads the same content', { timeout: 20_000 }, async () => {
  const shop = company({ cards: [card] });
  await using server = await fakeKaiten(shop);
  const { code, stdout, stderr } = await runExample(import.meta.url, ['731204', file], server);
  expect(code).toBe(0);
  expect(stdout).toBe('отчёт.txt was uploaded and came back the same\n');
  expect(stderr).toMatch(/^Uploading: \d+ %\n/);
  expect(stderr).toMatch(/Uploading: 100 %\n$/);
  expect(server.requests).toEqual([
    'PUT /cards/731204/files',
    'GET /cards/731204?broken_api=false',
  ]);
  expect(await shop.files[0]?.content.text()).toBe(content);
});

test('follows a signed redirect to a restricted file', { timeout: 20_000 }, async () => {
  const shop = company({ cards: [card] });
  await using server = await fakeKaiten(shop);
  const args = ['731204', file, '--restricted'];
  const { code, stdout } = await runExample(import.meta.url, args, server);
  expect(code).toBe(0);
  expect(stdout).toContain('came back the same\n');
  const files = `/cards/${card.uid}/files`;
  expect(server.requests).toEqual([
    'GET /cards/731204?broken_api=false',
    `POST ${files}`,
    'GET /cards/731204?broken_api=false',
    `GET ${files}/${shop.files[0]?.id}`,
  ]);
});

test('reports if the downloaded content is different', { timeout: 20_000 }, async () => {
  const shop = company({ cards: [card] });
  const onRequest = (request: string) => {
    if (request.startsWith('GET')) shop.files[0] = { id: 1, name: 'a', card, content: new Blob() };
    return undefined;
  };
  await using server = await fakeKaiten(shop, { onRequest });
  const { code, stdout } = await runExample(import.meta.url, ['731204', file], server);
  expect(code).toBe(1);
  expect(stdout).toContain('came back different\n');
});

test('reports a card that does not exist', { timeout: 20_000 }, async () => {
  await using server = await fakeKaiten(company());
  const { code, stderr } = await runExample(import.meta.url, ['1', file], server);
  expect(code).toBe(1);
  expect(stderr).toMatch(/404/);
});
