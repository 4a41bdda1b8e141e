import { company, fakeKaiten, runExample } from '@kaiten-sdk/example-support';
import { expect, test } from 'vitest';

const QUEUE = 30111;
const DONE = 30112;
const args = [String(QUEUE), String(DONE)];
const cardsToMove = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    title: `Card ${index + 1}`,
    column_id: QUEUE,
  }));
const isMove = (request: string) => request.startsWith('PATCH');

test('changes nothing without --apply', { timeout: 20_000 }, async () => {
  const cards = cardsToMove(2);
  await using server = await fakeKaiten(company({ cards }));
  const { code, stdout } = await runExample(import.meta.url, args, server);
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'Would move 1 Card 1',
    'Would move 2 Card 2',
    'Would move 2 cards: run again with --apply',
    '',
  ]);
  expect(server.requests.filter(isMove)).toEqual([]);
  expect(cards.every(({ column_id }) => column_id === QUEUE)).toBe(true);
});

test('moves each card once, within the rate limit', { timeout: 20_000 }, async () => {
  const cards = cardsToMove(8);
  const elsewhere = { id: 99, title: 'Elsewhere', column_id: 30113 };
  await using server = await fakeKaiten(company({ cards: [...cards, elsewhere] }));
  const { code, stdout } = await runExample(import.meta.url, [...args, '--apply'], server);
  expect(code).toBe(0);
  expect(stdout).toContain('Moved 8 of 8 cards\n');
  expect(cards.every(({ column_id }) => column_id === DONE)).toBe(true);
  expect(elsewhere.column_id).toBe(30113);
  const moves = server.requests.filter(isMove);
  expect(moves.toSorted()).toEqual(cards.map(({ id }) => `PATCH /cards/${id}`));
  expect(server.refused).toBe(0);
});

test('finishes if other clients exhaust the rate limit', { timeout: 20_000 }, async () => {
  const cards = cardsToMove(3);
  await using server = await fakeKaiten(company({ cards }), { limit: 3 });
  const { code } = await runExample(import.meta.url, [...args, '--apply'], server);
  expect(code).toBe(0);
  expect(server.refused).toBeGreaterThan(0);
  expect(server.requests.filter(isMove)).toHaveLength(3);
});

test('reports failures, and moves those cards when run again', { timeout: 20_000 }, async () => {
  const cards = cardsToMove(3);
  let broken = true;
  const onRequest = (request: string) =>
    broken && request === 'PATCH /cards/2' ? new Response('', { status: 500 }) : undefined;
  await using server = await fakeKaiten(company({ cards }), { onRequest });

  const first = await runExample(import.meta.url, [...args, '--apply'], server);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(/^Not moved 2 Card 2: .*500/);
  expect(first.stdout).toContain('Moved 2 of 3 cards\n');

  broken = false;
  const second = await runExample(import.meta.url, [...args, '--apply'], server);
  expect(second).toEqual({ code: 0, stdout: 'Moved 2 Card 2\nMoved 1 of 1 cards\n', stderr: '' });
});

test('stops when interrupted, and continues when run again', { timeout: 20_000 }, async () => {
  const cards = cardsToMove(6);
  const interrupt = new AbortController();
  const onRequest = (request: string) => {
    if (request === 'PATCH /cards/2') interrupt.abort();
    return undefined;
  };
  await using server = await fakeKaiten(company({ cards }), { onRequest });
  const { signal } = interrupt;

  const first = await runExample(import.meta.url, [...args, '--apply'], server, signal);
  expect(first.code).toBe(1);
  expect(first.stdout).toMatch(/Moved \d of 6 cards\n$/);
  const left = cards.filter(({ column_id }) => column_id === QUEUE);
  expect(left).not.toEqual([]);

  const second = await runExample(import.meta.url, [...args, '--apply'], server);
  expect(second.code).toBe(0);
  expect(second.stdout).toContain(`Moved ${left.length} of ${left.length} cards\n`);
  expect(cards.every(({ column_id }) => column_id === DONE)).toBe(true);
});
