// Copied into a project with the published packages: calls a server on loopback with the client, and
// validates values with zod.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, createConfig, createSpace, listSpaces } from '@kaiten-sdk/client';
import { zCreateSpaceBody } from '@kaiten-sdk/zod/operations/createSpace';

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
  const space = { id: 1, title: 'Road map' };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(request.method === 'GET' ? [space] : space));
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/latest`;
const client = createClient(createConfig({ baseUrl, auth: 'token' }));
const { data: spaces } = await listSpaces({ client, throwOnError: true });
const { data: space } = await createSpace({
  client,
  throwOnError: true,
  body: zCreateSpaceBody.parse({ title: 'Road map' }),
});
server.close();
server.closeAllConnections();

assert.deepEqual(
  spaces.map(({ title }) => title),
  ['Road map'],
);
assert.equal(space.title, 'Road map');
assert.equal(zCreateSpaceBody.safeParse({ title: '' }).success, false);
assert.deepEqual(requests, [
  'GET /api/latest/spaces Bearer token',
  'POST /api/latest/spaces Bearer token',
]);
