import { getCard, listCards, listIterations, updateCard, uploadCardFile } from '@kaiten-sdk/client';
import { expect, expectTypeOf, test } from 'vitest';
import { listProjects } from '../src/generated/undocumented/index.js';
import { type CardDetails, createKaiten, isNotFoundError } from '../src/index.js';
import { createTransport } from '../src/transport.js';
import { answering, testServer } from './server.js';

const token = 'secret';

test('functions of the client package send through it', async () => {
  await using server = await testServer(answering({ id: 1 }));
  const client = createTransport({ baseUrl: server.baseUrl, token });
  const { data, response, request } = await getCard({ client, path: { card_id: 5 } });
  expectTypeOf(data).toEqualTypeOf<CardDetails>();
  expect(data).toEqual({ id: 1 });
  expect(response.status).toBe(200);
  expect(request.url).toBe(`${server.baseUrl}/cards/5?broken_api=false`);
  await updateCard({ client, path: { card_id: 5 }, body: { title: 'New' } });
  await listCards({ client, query: { board_id: 3, broken_api: true } });
  expect(server.lines()).toEqual([
    'GET /cards/5?broken_api=false',
    'PATCH /cards/5 {"title":"New"}',
    'GET /cards?board_id=3&broken_api=true',
  ]);
  expect(server.received.map(({ headers }) => headers['content-type'])).toEqual([
    undefined,
    'application/json',
    undefined,
  ]);
  expect(server.received[0]?.headers.authorization).toBe('Bearer secret');
});

test('arrays are sent as the contract says', async () => {
  await using server = await testServer(answering([]));
  const client = createTransport({ baseUrl: server.baseUrl, token });
  const query = { status: ['active' as const, 'closed' as const] };
  await listIterations({ client, path: { space_uid: 's' }, query });
  expect(server.lines()).toEqual(['GET /spaces/s/iterations?status=active,closed']);
});

test('forms are sent as forms', async () => {
  await using server = await testServer(answering({ id: 1 }));
  const client = createTransport({ baseUrl: server.baseUrl, token });
  const file = new File(['content'], 'a.txt');
  await uploadCardFile({ client, path: { card_id: 5 }, body: { file } });
  expect(server.received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(server.lines()[0]).toContain('content');
});

test('failures are thrown as errors of the SDK', async () => {
  await using server = await testServer(answering('', 404));
  const client = createTransport({ baseUrl: server.baseUrl, token });
  const error = await getCard({ client, path: { card_id: 5 } }).catch((reason: unknown) => reason);
  expect(isNotFoundError(error)).toBe(true);
  expect(error).toMatchObject({ method: 'GET', pathTemplate: '/cards/{card_id}' });
});

test('options of one call are in meta', async () => {
  await using server = await testServer(answering('', 500));
  const client = createTransport({ baseUrl: server.baseUrl, token, retry: { baseDelay: 1 } });
  const call = getCard({ client, path: { card_id: 5 }, meta: { retry: false } });
  await expect(call).rejects.toMatchObject({ status: 500 });
  expect(server.received).toHaveLength(1);
});

test('errors of functions on the client of Kaiten name their operation', async () => {
  await using server = await testServer(answering('', 404));
  const { client } = createKaiten({ baseUrl: server.baseUrl, token });
  const call = getCard({ client, path: { card_id: 5 } });
  await expect(call).rejects.toMatchObject({ operationId: 'getCard' });
});

test('undocumented functions accept the client of Kaiten', async () => {
  await using server = await testServer(answering([]));
  const { client } = createKaiten({ baseUrl: server.baseUrl, token });
  const { data } = await listProjects({ client });
  expectTypeOf(data).toBeUnknown();
  expect(data).toEqual([]);
});
