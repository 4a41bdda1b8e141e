import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { company, fakeKaiten, runExample } from '@kaiten-sdk/example-support';
import { afterEach, beforeEach, expect, test } from 'vitest';

const cards = [
  { id: 1, title: 'Pay', column_id: 1 },
  { id: 2, title: 'Ship', column_id: 1 },
];
const csv = `card_id,for_date,time_spent,role_id,comment
1,2026-11-20,90,,"Review, twice"
1,2026-11-20,30,4,
2,2026-11-21,15,-1,Call
2,2026-11-21,15,-1,Call
`;
const review = {
  card_id: 1,
  for_date: '2026-11-20',
  time_spent: 90,
  role_id: -1,
  comment: 'Review, twice',
};
const call = { card_id: 2, for_date: '2026-11-21', time_spent: 15, role_id: -1, comment: 'Call' };
const plain = { card_id: 1, for_date: '2026-11-20', time_spent: 30, role_id: 4, comment: '' };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sync-time-logs-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function fileWith(content: string, name = 'logs.csv'): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

test('creates missing time logs, and nothing when run again', { timeout: 20_000 }, async () => {
  const timeLogs = [{ ...call }];
  await using server = await fakeKaiten(company({ cards, timeLogs }));
  const file = await fileWith(csv);

  const first = await runExample(import.meta.url, [file], server);
  expect(first).toEqual({
    code: 0,
    stdout: '3 created, 1 there already, 0 failed\n',
    stderr: '',
  });
  expect(timeLogs).toHaveLength(4);
  expect(timeLogs).toEqual(expect.arrayContaining([review, plain, call, call]));
  expect(server.requests.toSorted()).toEqual([
    'GET /cards/1/time-logs?personal=true&limit=100&offset=0',
    'GET /cards/2/time-logs?personal=true&limit=100&offset=0',
    'GET /cards/2/time-logs?personal=true&limit=100&offset=1',
    'POST /cards/1/time-logs',
    'POST /cards/1/time-logs',
    'POST /cards/2/time-logs',
  ]);
  expect(server.refused).toBe(0);

  const second = await runExample(import.meta.url, [file], server);
  expect(second.stdout).toBe('0 created, 4 there already, 0 failed\n');
  expect(timeLogs).toHaveLength(4);
});

test('finds existing time logs beyond the first page', { timeout: 20_000 }, async () => {
  const others = Array.from({ length: 130 }, (_, minutes) => ({
    ...plain,
    time_spent: minutes + 1,
  }));
  const timeLogs = [...others, { ...review }];
  await using server = await fakeKaiten(company({ cards, timeLogs }));
  const file = await fileWith(JSON.stringify([review]), 'logs.json');
  const { stdout } = await runExample(import.meta.url, [file], server);
  expect(stdout).toBe('0 created, 1 there already, 0 failed\n');
  expect(timeLogs).toHaveLength(131);
});

test('reads JSON, and continues with other cards after a failure', {
  timeout: 20_000,
}, async () => {
  const shop = company({ cards });
  await using server = await fakeKaiten(shop);
  const file = await fileWith(JSON.stringify([{ ...call, card_id: 3 }, call]), 'logs.json');
  const { code, stdout, stderr } = await runExample(import.meta.url, [file], server);
  expect(code).toBe(1);
  expect(stdout).toBe('1 created, 0 there already, 1 failed\n');
  expect(stderr).toMatch(/^Card 3: .*404/);
  expect(shop.timeLogs).toEqual([call]);
});

test('reports an invalid row and sends nothing', { timeout: 20_000 }, async () => {
  await using server = await fakeKaiten(company({ cards }));
  const file = await fileWith(`${csv}2,yesterday,15,-1,Call\n`);
  const { code, stderr } = await runExample(import.meta.url, [file], server);
  expect(code).toBe(1);
  expect(stderr).toContain('[4].for_date');
  expect(server.requests).toEqual([]);
});
