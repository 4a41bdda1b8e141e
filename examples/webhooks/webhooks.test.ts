import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webhookApp as expressApp } from './express.ts';
import { webhookApp as honoApp } from './hono.ts';
import { webhookListener } from './node-http.ts';

const secret = { in: 'query', name: 'secret', value: 'bm90LXNvLXNlY3JldA' } as const;
const author = { id: 1, full_name: 'Vera Lindqvist', username: 'vera', email: 'vera@example.com' };
const removed = { event: 'tag:remove', data: { id: 640, card_id: 731204, author } };

type Log = (message: string) => void;

const servers: Record<string, (log: Log) => RequestListener> = {
  'node:http': (log) => webhookListener(secret, log),
  Hono: (log) => getRequestListener(honoApp(secret, log).fetch),
  Express: (log) => expressApp(secret, log),
};

describe.each(Object.entries(servers))('%s', (_, listenerOf) => {
  let messages: string[];
  let server: ReturnType<typeof createServer>;
  let address: string;

  beforeEach(async () => {
    messages = [];
    server = createServer(listenerOf((message) => messages.push(message)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/kaiten`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const send = async (query: string, body: unknown): Promise<number> => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${address}${query}`, init)).status;
  };
  const right = `?secret=${secret.value}`;

  test('accepts a webhook and logs it', async () => {
    expect(await send(right, removed)).toBe(200);
    expect(messages).toEqual(['tag:remove']);
  });

  test.each([
    [401, '', removed],
    [401, '?secret=wrong', removed],
    [422, right, { event: 'tag:paint' }],
    [400, right, { event: 'tag:remove', data: {} }],
    [413, right, { event: 'x'.repeat(1_100_000) }],
  ])('responds with %d to %s', async (status, query, body) => {
    expect(await send(query, body)).toBe(status);
    expect(messages).toEqual([]);
  });
});
