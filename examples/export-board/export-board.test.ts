import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { company, fakeKaiten, runExample } from '@kaiten-sdk/example-support';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';

const nasty = 'Pay; "later", or\nnever';
const board = {
  id: 9300,
  title: 'Shop',
  columns: [
    { id: 1, title: 'Queue' },
    { id: 2, title: 'Work', subcolumns: [{ id: 21, title: 'Review' }] },
  ],
  lanes: [{ id: 5, title: 'Basket' }],
};
const cards = Array.from({ length: 250 }, (_, index) => ({
  id: 1000 + index,
  title: `Card ${index}`,
  column_id: 1,
}));
const properties = [
  { id: 71, name: 'Price', type: 'number' as const },
  { id: 72, name: 'Shop, or shops', type: 'select' as const },
  { id: 73, name: 'Start', type: 'date' as const },
];
const selectValues = [
  { id: 801, custom_property_id: 72, value: 'Лавка' },
  { id: 802, custom_property_id: 72, value: 'Web' },
];

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-board-'));
  file = join(folder, 'board.csv');
});
afterEach(() => rm(folder, { recursive: true }));

test('writes all cards with names instead of ids', { timeout: 20_000 }, async () => {
  const values = {
    id_71: -5,
    id_72: [801, 802],
    id_73: { date: '2026-11-20', time: '09:30:00', tzOffset: 180 },
  };
  const first = { id: 1, title: nasty, column_id: 21, lane_id: 5, properties: values };
  const second = { id: 2, title: '=1+1', column_id: 1, description: 'Счёт' };
  const all = [first, second, ...cards];
  await using server = await fakeKaiten(company({ board, cards: all, properties, selectValues }));

  const { code, stdout, stderr } = await runExample(import.meta.url, ['9300', file], server);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: `Wrote ${file}\n`,
    stderr: '',
  });
  const rows: Record<string, string>[] = parse(await readFile(file), { bom: true, columns: true });
  expect(rows).toHaveLength(252);
  expect(rows[0]).toMatchObject({
    id: '1',
    title: nasty,
    column: 'Review',
    lane: 'Basket',
    Price: '-5',
    'Shop, or shops': 'Лавка, Web',
    Start: '2026-11-20 09:30:00',
  });
  expect(rows[1]).toMatchObject({ title: "'=1+1", column: 'Queue', lane: '', description: 'Счёт' });
  expect(rows.map(({ id }) => Number(id))).toEqual(all.map(({ id }) => id));
  expect(server.requests[0]).toBe('GET /boards/9300');
  const cardPages = server.requests.filter((request) => request.startsWith('GET /cards?'));
  expect(server.requests.slice(-cardPages.length)).toEqual(cardPages);
  expect(server.refused).toBe(0);
});

test('does not create the file if the token is wrong', {
  timeout: 20_000,
}, async () => {
  await using server = await fakeKaiten(company({ board, cards }));
  const stranger = { baseUrl: server.baseUrl, token: 'wrong-token' };
  const { code, stderr } = await runExample(import.meta.url, ['9300', file], stranger);
  expect(code).toBe(1);
  expect(stderr).toContain('Invalid token');
  expect(await readdir(folder)).not.toContain('board.csv');
});

test('prints its usage', { timeout: 20_000 }, async () => {
  await using server = await fakeKaiten(company());
  const { code, stderr } = await runExample(import.meta.url, [], server);
  expect(code).toBe(2);
  expect(stderr).toBe('Usage: node main.ts <board id> <file.csv>\n');
  expect(server.requests).toEqual([]);
});
