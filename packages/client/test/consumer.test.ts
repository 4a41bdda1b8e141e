import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KaitenServer, kaitenServer } from './kaiten-server.js';
import { type ScratchProject, scratchProject } from './scratch-project.js';

const PROGRAM = `\
import { addIterationCard, createClient, createConfig, createIteration, createSpace, listSpaces, updateIteration } from '@kaiten-sdk/client';
declare const process: { argv: [string, string, string] };
const client = createClient(createConfig({ baseUrl: process.argv[2], auth: 'secret' }));
const { data: spaces } = await listSpaces({ client, query: { limit: 5 } });
const { data: space } = await createSpace({ client, body: { title: 'Mobile app' } });
const path = { space_uid: space.uid };
const { data: iteration } = await createIteration({ client, path, body: { title: 'Iteration 12', goal: null } });
const { data: active } = await updateIteration({ client, path: { ...path, id: iteration.id }, body: { status: 'active' } });
const { data: entry, error } = await addIterationCard({ client, throwOnError: false, path: { ...path, iteration_id: active.id }, body: { card_uid: 'a-card' } });
if (error !== undefined) throw typeof error === 'object' && 'message' in error ? new Error(error.message.trim()) : error;
console.log(JSON.stringify([spaces[0]?.boards?.[0]?.title, space.id, active.status, entry.sort_order]));
`;

const VALIDATION = `\
import type { BodyOf, ResponseOf } from '@kaiten-sdk/types';
import { zCreateSpaceBody, zCreateSpaceResponse } from '@kaiten-sdk/zod/operations/createSpace';
import { prettifyError } from 'zod';
const body: BodyOf<'createSpace'> = zCreateSpaceBody.parse({ title: 'Mobile app' });
const answer: ResponseOf<'createSpace'> | undefined = zCreateSpaceResponse.safeParse({}).data;
const wrong = zCreateSpaceBody.safeParse({ title: true });
console.log(JSON.stringify([body, typeof answer, wrong.error && prettifyError(wrong.error)]));
`;

const WRONG = `\
import { type Client, createSpace, createIteration, deleteSpace, listSpaces, updateIteration } from '@kaiten-sdk/client';
declare const client: Client;
await createSpace({ client, body: { title: true } });
await createSpace({ client, body: { title: 'Mobile app', colour: 'red' } });
await createSpace({ client, body: {} });
await deleteSpace({ client, path: { space_id: '17' } });
await createIteration({ client, body: { title: 'Iteration 12' } });
await updateIteration({ client, path: { space_uid: 'a', id: 'b' }, body: { status: 'frozen' } });
await listSpaces({ client, query: { limit: '5' } });
const { data } = await createSpace({ client, throwOnError: false, body: { title: 'Mobile app' } });
data.title;
data?.colour.length;
`;

let project: ScratchProject;
let server: KaitenServer;

beforeAll(async () => {
  server = await kaitenServer();
  project = await scratchProject(['types', 'client', 'zod']);
}, 120_000);

afterAll(async () => {
  await server?.stop();
  await project?.remove();
});

describe('a project that installs the packed packages', { timeout: 60_000 }, () => {
  test('compiles correct programs in strict mode and rejects wrong ones', async () => {
    await project.write('program.ts', PROGRAM);
    await project.write('validation.ts', VALIDATION);
    await project.write('wrong.ts', WRONG);
    expect(await project.compile()).toEqual([
      'wrong.ts:3 TS2322',
      'wrong.ts:4 TS2353',
      'wrong.ts:5 TS2741',
      'wrong.ts:6 TS2322',
      'wrong.ts:7 TS2345',
      'wrong.ts:8 TS2322',
      'wrong.ts:9 TS2322',
      'wrong.ts:11 TS18048',
      'wrong.ts:12 TS2339',
    ]);
  });

  test('sends the requests that the contract describes', async () => {
    const printed = await project.run('program.js', server.baseUrl);
    expect(JSON.parse(printed)).toEqual(['Development', 4120, 'active', 1]);
    const uid = '7b0f2c1e-5a3d-4c0b-9a51-0d6f8f2f4c11';
    const id = '0a9d3f64-2f57-4d0c-8e3e-9f1b6d4c7a20';
    expect(server.requests).toEqual([
      { line: 'GET /api/latest/spaces?limit=5', ...HEADERS, contentType: undefined },
      { line: 'POST /api/latest/spaces', ...HEADERS, body: { title: 'Mobile app' } },
      {
        line: `POST /api/latest/spaces/${uid}/iterations`,
        ...HEADERS,
        body: { title: 'Iteration 12', goal: null },
      },
      {
        line: `PATCH /api/latest/spaces/${uid}/iterations/${id}`,
        ...HEADERS,
        body: { status: 'active' },
      },
      {
        line: `POST /api/latest/spaces/${uid}/iterations/${id}/cards`,
        ...HEADERS,
        body: { card_uid: 'a-card' },
      },
    ]);
  });

  test('validates with zod, whose messages name the property', async () => {
    const [body, answer, message] = JSON.parse(await project.run('validation.js'));
    expect({ body, answer }).toEqual({ body: { title: 'Mobile app' }, answer: 'undefined' });
    expect(message).toContain('→ at title');
  });
});

const HEADERS = { authorization: 'Bearer secret', contentType: 'application/json' };
