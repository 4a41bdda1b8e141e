import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createCard, createClient, createConfig, getCard } from '../src/index.js';

test.each([301, 302, 303, 307, 308])('a %i is an error, and is not followed', async (status) => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const client of [createClient({ baseUrl }), createClient(createConfig({ baseUrl }))]) {
      const body = { board_id: 1, title: 'New' };
      const created = await createCard({ client, body, throwOnError: false });
      expect(created.error).toEqual({});
      expect(created.response?.status).toBe(status);
      await expect(getCard({ client, path: { card_id: 1 }, throwOnError: true })).rejects.toEqual(
        {},
      );
    }
    const once = ['POST /cards', 'GET /cards/1?broken_api=false'];
    expect(received).toEqual([...once, ...once]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
