import { expect, test } from 'vitest';
import { company, type FakeKaiten, fakeKaiten } from './index.ts';

function ask({ baseUrl, token }: Pick<FakeKaiten, 'baseUrl' | 'token'>, path: string) {
  return fetch(baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
}

test('wants its token', async () => {
  await using server = await fakeKaiten(company());
  const response = await ask({ baseUrl: server.baseUrl, token: 'wrong' }, '/boards/9300');
  expect(response.status).toBe(401);
  expect(server.requests).toEqual([]);
});

test('refuses what exceeds the limit', async () => {
  await using server = await fakeKaiten(company(), { limit: 2 });
  const paths = ['/boards/9300', '/boards/1', '/boards/9300'];
  const statuses = [];
  for (const path of paths) statuses.push((await ask(server, path)).status);
  expect(statuses).toEqual([200, 404, 429]);
  expect(server.requests).toEqual(['GET /boards/9300', 'GET /boards/1']);
  expect(server.refused).toBe(1);
});

test('gives pages of 100 cards at most', async () => {
  const cards = Array.from({ length: 130 }, (_, id) => ({ id, title: 'Card', column_id: 1 }));
  await using server = await fakeKaiten(company({ cards }));
  expect(await (await ask(server, '/cards?limit=500')).json()).toHaveLength(100);
  expect(await (await ask(server, '/cards?limit=100&offset=100')).json()).toHaveLength(30);
});

test('answers as it is told to', async () => {
  const onRequest = () => new Response('', { status: 500 });
  await using server = await fakeKaiten(company(), { onRequest });
  expect((await ask(server, '/boards/9300')).status).toBe(500);
});
