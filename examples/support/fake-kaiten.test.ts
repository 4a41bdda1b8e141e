import { expect, test } from 'vitest';
import { company, type FakeKaiten, fakeKaiten } from './index.ts';

function ask({ baseUrl, token }: Pick<FakeKaiten, 'baseUrl' | 'token'>, path: string) {
  return fetch(baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
}

test('requires the token', async () => {
  await using server = await fakeKaiten(company());
  const response = await ask({ baseUrl: server.baseUrl, token: 'wrong' }, '/boards/9300');
  expect(response.status).toBe(401);
  expect(server.requests).toEqual([]);
});

test('rejects requests that exceed the limit', async () => {
  await using server = await fakeKaiten(company(), { limit: 2 });
  const paths = ['/boards/9300', '/boards/1', '/boards/9300'];
  const statuses = [];
  for (const path of paths) statuses.push((await ask(server, path)).status);
  expect(statuses).toEqual([200, 404, 429]);
  expect(server.requests).toEqual(['GET /boards/9300', 'GET /boards/1']);
  expect(server.refused).toBe(1);
});

test('returns pages of at most 100 cards', async () => {
  const cards = Array.from({ length: 130 }, (_, id) => ({ id, title: 'Card', column_id: 1 }));
  await using server = await fakeKaiten(company({ cards }));
  expect(await (await ask(server, '/cards?limit=500')).json()).toHaveLength(100);
  expect(await (await ask(server, '/cards?limit=100&offset=100')).json()).toHaveLength(30);
});

test('returns overlapping pages by position', async () => {
  const cards = Array.from({ length: 130 }, (_, id) => ({ id, title: 'Card', column_id: 1 }));
  await using server = await fakeKaiten(company({ cards }));
  const pages = ['', '&start_position=100', '&start_position=130', '&start_position=131'].map(
    async (from) => (await ask(server, `/cards?version=2&offset=50${from}`)).json(),
  );
  expect(await Promise.all(pages)).toEqual([
    { result: cards.slice(0, 100), position: '100' },
    { result: cards.slice(30), position: '130' },
    { result: [], position: '131' },
    { result: [], position: '132' },
  ]);
});

test('returns 100 time logs of a card by default', async () => {
  const cards = [{ id: 1, title: 'Card', column_id: 1 }];
  const log = { card_id: 1, for_date: '2026-11-20', role_id: -1, time_spent: 5 };
  const timeLogs = Array.from({ length: 130 }, () => log);
  await using server = await fakeKaiten(company({ cards, timeLogs }));
  expect(await (await ask(server, '/cards/1/time-logs')).json()).toHaveLength(100);
  expect(await (await ask(server, '/cards/1/time-logs?offset=100')).json()).toHaveLength(30);
});

test('responds with what onRequest returns', async () => {
  const onRequest = () => new Response('', { status: 500 });
  await using server = await fakeKaiten(company(), { onRequest });
  expect((await ask(server, '/boards/9300')).status).toBe(500);
});
