import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createScimClient,
  createScimGroup,
  createScimUser,
  getScimGroup,
  getScimUser,
  listScimGroups,
  listScimUsers,
  operations,
  updateScimGroup,
  updateScimUser,
} from '../src/index.js';
import { type ScriptedServer, scriptedServer } from './scripted-server.js';

let server: ScriptedServer;
beforeEach(async () => {
  server = await scriptedServer();
});
afterEach(() => server.close());

const token = 'token-of-an-administrator';

test('every operation sends the token to the base path of SCIM', async () => {
  const client = createScimClient({ origin: server.origin, token });
  const name = { op: 'replace', path: 'name.givenName', value: 'Ada' } as const;
  const join = { op: 'add', path: 'members', value: 7 } as const;
  await listScimUsers({ client, query: { startIndex: 1, count: 2, filter: 'active eq true' } });
  await createScimUser({ client, body: { emails: [{ value: 'ada@example.com' }] } });
  await getScimUser({ client, path: { user_id: 7 } });
  await updateScimUser({ client, path: { user_id: 7 }, body: { Operations: [name] } });
  await listScimGroups({ client });
  await createScimGroup({ client, body: { displayName: 'Engineers' } });
  await getScimGroup({ client, path: { group_id: '17' } });
  await updateScimGroup({ client, path: { group_id: 17 }, body: { Operations: [join] } });
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /api/latest/scim/Users?startIndex=1&count=2&filter=active%20eq%20true',
    'POST /api/latest/scim/Users',
    'GET /api/latest/scim/Users/7',
    'PATCH /api/latest/scim/Users/7',
    'GET /api/latest/scim/Groups',
    'POST /api/latest/scim/Groups',
    'GET /api/latest/scim/Groups/17',
    'PATCH /api/latest/scim/Groups/17',
  ]);
  expect(new Set(server.requests.map((request) => request.authorization))).toEqual(
    new Set([`Bearer ${token}`]),
  );
  expect(server.requests[7]?.body).toEqual({ Operations: [join] });
  expect(Object.keys(operations)).toHaveLength(server.requests.length);
});

describe('the base path', () => {
  test.each([
    ['/scim/v2', '/scim/v2/Users'],
    ['scim/v2/', '/scim/v2/Users'],
    ['/', '/Users'],
    ['', '/Users'],
  ])('%j requests %s', async (basePath, asked) => {
    const client = createScimClient({ origin: `${server.origin}/`, token, basePath });
    await listScimUsers({ client });
    expect(server.requests[0]?.url).toBe(asked);
  });

  test.each(['your-company.kaiten.ru', 'ftp://kaiten.example.com'])(
    '%j is not an origin',
    (origin) => {
      expect(() => createScimClient({ origin, token })).toThrow(TypeError);
    },
  );
});

test.each<[object, string]>([
  [{ tokn: 'x' }, 'There is no option tokn: did you mean token?'],
  [{ token: 'Bearer abc' }, 'leave out "Bearer"'],
  [{ token: undefined }, 'There is no token'],
  [{ fetch: true }, 'fetch is true: pass a function'],
  [{ basePath: '/scim?a=1' }, 'basePath is "/scim?a=1": pass a path'],
  [{ origin: 'https://user:word@acme.example' }, 'origin must be an HTTP URL'],
  [{ origin: 'https://acme.example/api' }, 'origin must be an HTTP URL'],
  [{ origin: 'https://acme.example?a=1' }, 'origin must be an HTTP URL'],
  [{ origin: 'https://acme.example:99999' }, 'origin must be an HTTP URL'],
  [{ origin: undefined }, 'origin must be an HTTP URL'],
])('options that cannot be meant throw: %o', (options, message) => {
  const all = { origin: server.origin, token, ...options };
  expect(() => createScimClient(all)).toThrow(message);
});

test.each(['http://[::1]:3000', 'https://канбан.рф/'])('%s is an origin', (origin) => {
  expect(() => createScimClient({ origin, token })).not.toThrow();
});

test.each([
  ['..', '".."'],
  ['', '""'],
  [undefined, 'undefined'],
  [Number.NaN, 'NaN'],
])('%j is not a user, and nothing is sent', async (id, shown) => {
  const client = createScimClient({ origin: server.origin, token });
  const { error } = await getScimUser({ client, path: { user_id: id as number } });
  expect(String(error)).toContain(`TypeError: GET /Users/{user_id}: user_id is ${shown}; `);
  const listed = await listScimUsers({ client, query: { filter: {} as string } });
  expect(String(listed.error)).toContain('GET /Users: filter is [object Object]; ');
  expect(server.requests).toEqual([]);
});

test('responses are returned, including errors', async () => {
  const client = createScimClient({ origin: server.origin, token });
  server.respond(201, { id: 7, userName: 'ada@example.com' });
  const created = await createScimUser({ client, body: { emails: { value: 'ada@example.com' } } });
  expect(created.data?.id).toBe(7);
  server.respond(409, { detail: 'taken' });
  const again = await createScimUser({ client, body: { emails: [] } });
  expect(again.error).toEqual({ detail: 'taken' });
  expect(again.response?.status).toBe(409);
});

test.each([301, 302, 303, 307, 308])('a %i is an error, and is not followed', async (status) => {
  const client = createScimClient({ origin: server.origin, token });
  server.respond(status, {}, { location: '/elsewhere' });
  const created = await createScimUser({ client, body: { emails: [] } });
  const read = await getScimUser({ client, path: { user_id: 7 } });
  for (const { error, response } of [created, read]) {
    expect(error).toEqual({});
    expect(response?.status).toBe(status);
  }
  expect(server.requests).toHaveLength(2);
});

test('requests use the given fetch', async () => {
  const asked: string[] = [];
  const client = createScimClient({
    origin: server.origin,
    token,
    fetch: (input, init) => {
      asked.push(new Request(input, init).url);
      return fetch(input, init);
    },
  });
  await listScimGroups({ client });
  expect(asked).toEqual([`${server.origin}/api/latest/scim/Groups`]);
});
