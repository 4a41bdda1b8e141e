import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import * as undocumented from '../src/generated/undocumented/index.js';
import {
  addCardParent,
  computeCumulativeFlowChart,
  getServiceDeskStats,
  listProjects,
  operations,
  removeServiceDeskOrganizationUsers,
} from '../src/generated/undocumented/index.js';
import * as sdk from '../src/index.js';
import { createClient, createConfig, operations as documented } from '../src/index.js';

let server: Server;
let asked: string[];
let client: sdk.Client;

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${body}`.trimEnd());
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"compute_job_id":17}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/api/latest`;
  client = createClient(createConfig({ baseUrl, auth: 'token' }));
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

test('undocumented operations accept the client of the others', async () => {
  await addCardParent({ client, path: { card_id: 1 }, body: { card_id: 2 } });
  await getServiceDeskStats({ client, query: { 'date-from': '2026-11-01', report: true } });
  const path = { organization_id: 3 };
  await removeServiceDeskOrganizationUsers({ client, path, body: { user_ids: [4, 5] } });
  expect(asked).toEqual([
    'POST /api/latest/cards/1/parents {"card_id":2}',
    'GET /api/latest/service-desk/stats?date-from=2026-11-01&report=true',
    'DELETE /api/latest/service-desk/organizations/3/users {"user_ids":[4,5]}',
  ]);
});

test('responses are unknown except for the known properties', async () => {
  const { data: projects } = await listProjects({ client, throwOnError: true });
  expectTypeOf(projects).toBeUnknown();
  const body = { space_id: 1, date_from: '2026-11-01', date_to: '2026-11-20' };
  const { data: job } = await computeCumulativeFlowChart({ client, body, throwOnError: true });
  expectTypeOf(job.compute_job_id).toBeNumber();
  expect(job.compute_job_id).toBe(17);
});

test('no name is both documented and not', () => {
  const rows = Object.values(operations);
  expect(rows).toHaveLength(138);
  expect(new Set(rows.map(({ stability }) => stability))).toEqual(new Set(['undocumented']));
  expect(Object.keys(operations).filter((id) => id in documented)).toEqual([]);
  const functions = Object.keys(undocumented).filter((name) => name in operations);
  expect(functions).toHaveLength(138);
  expect(functions.filter((name) => name in sdk)).toEqual([]);
});
