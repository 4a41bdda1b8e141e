import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '@kaiten-sdk/scripts/cli/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOperations } from '../src/contract/contract.ts';
import { tenantLayer } from '../src/layers/live-layers.ts';
import { type ContractServer, contractServer } from '../src/server/contract-server.ts';
import { connectionIn } from '../src/tenant/read-tenant.ts';
import { contract, file } from './repository.ts';

const SECRET = 'a secret of the tenant';
let server: ContractServer;

beforeAll(async () => {
  server = await contractServer(contractOperations(contract), (operationId, example) =>
    operationId === 'listTags'
      ? [{ ...((example as object[])[0] as object), remark: SECRET, name: null }]
      : example,
  );
});

afterAll(() => server.stop());

test('reads nearly all that can be read, by ids from responses, and nothing else', async () => {
  const connection = { baseUrl: server.baseUrl, token: 'a-token' };
  const pace = { limit: 1_000 };
  const { findings, ...result } = await tenantLayer({ contract, file, connection, pace });
  expect(result.status).toBe('failed');
  expect(Number(/(\d+) operations read/.exec(result.summary)?.[1])).toBeGreaterThan(65);
  expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(result.problems).toEqual([
    {
      file,
      pointer: '/components/schemas/Tag',
      message: 'unknown field remark (string), seen 1 of 1 (listTags)',
    },
    {
      file,
      pointer: '/components/schemas/Tag/properties/name',
      message: 'null, which the contract does not allow, seen 1 of 1 (listTags)',
    },
  ]);
  expect(JSON.stringify([result, findings])).not.toContain(SECRET);
});

test('makes one call at a time, and no more in a window than a tenant lets pass', async () => {
  const pace = { limit: 5, window: 50 };
  const arrivals: number[] = [];
  const statuses: number[] = [];
  let open = 0;
  let most = 0;
  const strict = createServer((_, response) => {
    open += 1;
    most = Math.max(most, open);
    const windowStart = performance.now() - pace.window;
    const counted = arrivals.filter((arrival) => arrival > windowStart).length;
    arrivals.push(performance.now());
    const status = counted < pace.limit ? 403 : 429;
    statuses.push(status);
    setTimeout(() => {
      open -= 1;
      response.writeHead(status).end(SECRET);
    }, 2);
  });
  await new Promise<void>((resolve) => strict.listen(0, '127.0.0.1', resolve));
  const { port } = strict.address() as AddressInfo;
  const connection = { baseUrl: `http://127.0.0.1:${port}`, token: 'a-token' };
  const result = await tenantLayer({ contract, file, connection, pace });
  await new Promise((resolve) => strict.close(resolve));
  expect(most).toBe(1);
  expect(statuses.length).toBeGreaterThan(10);
  expect(new Set(statuses)).toEqual(new Set([403]));
  expect(result).toMatchObject({ status: 'unreachable', findings: [] });
  expect(result.report).toContain('listTags 403');
  expect(JSON.stringify(result)).not.toContain(SECRET);
});

test.each([
  [{}, undefined],
  [{ KAITEN_DOMAIN: '', KAITEN_TOKEN: '' }, undefined],
  [{ KAITEN_DOMAIN: 'acme', KAITEN_TOKEN: 't' }, 'https://acme.kaiten.ru/api/latest'],
  [{ KAITEN_DOMAIN: 'kaiten.acme.com', KAITEN_TOKEN: 't' }, 'https://kaiten.acme.com/api/latest'],
])('finds the tenant of %j', (env, baseUrl) => {
  expect(connectionIn(env)?.baseUrl).toBe(baseUrl);
});

test.each([
  [{ KAITEN_DOMAIN: 'acme' }],
  [{ KAITEN_TOKEN: 't' }],
  [{ KAITEN_DOMAIN: 'https://acme.kaiten.ru/', KAITEN_TOKEN: 't' }],
])('refuses %j', (env) => {
  expect(() => connectionIn(env)).toThrow(UsageError);
});
