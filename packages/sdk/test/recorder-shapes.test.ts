import { setTimeout as sleep } from 'node:timers/promises';
import { getCard } from '@kaiten-sdk/client';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import openapi from '../../../specs/kaiten/openapi.json' with { type: 'json' };
import { listProjects } from '../src/generated/undocumented/index.js';
import { createKaiten } from '../src/index.js';
import { operationOf } from '../src/recorder/observe.js';
import { placeName, SHAPING_PARAMETERS, ShapeCounter, variantOf } from '../src/recorder/shapes.js';
import { recordShapes } from '../src/recorder.js';
import { createTransport } from '../src/transport.js';
import { answering, json, type TestServer, testServer } from './server.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly enum?: readonly unknown[]; readonly $ref?: string };
}

const token = '5d1c5f1e-66a1-4b62-8f0f-0d7c3a0f2d11';
let server: TestServer;

afterEach(() => server?.[Symbol.asyncDispose]());

describe('a recorder', () => {
  test('keeps the shapes of responses by operation, and no value', async () => {
    const tags = [
      { id: 1, name: 'offline', color: null, id_77: 'Ann' },
      { id: 2.5, name: 'Smith', 'ann@example.com': [true] },
    ];
    server = await testServer(answering(tags));
    const recorder = recordShapes({ by: 'acme', recorded: '2026-11' });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, fetch: recorder.wrap() });
    expect(await kaiten.tags.list({ query: 'offline' })).toEqual(tags);
    await kaiten.tags.list({ limit: 2 });
    expect(await recorder.shapes()).toEqual({
      format: 'kaiten-shapes/1',
      recordings: [
        {
          operationId: 'listTags',
          recorded: '2026-11',
          by: 'acme',
          places: {
            $: { array: 2 },
            '$[]': { object: 4 },
            '$[].*': { array: 2 },
            '$[].*[]': { boolean: 2 },
            '$[].color': { null: 2, absent: 2 },
            '$[].id': { integer: 2, number: 2 },
            '$[].id_{n}': { string: 2 },
            '$[].name': { string: 4 },
          },
        },
      ],
    });
  });

  test('keeps variants of an operation apart', async () => {
    server = await testServer((received, response) =>
      json(response, received.line.includes('version=2') ? { result: [] } : []),
    );
    const recorder = recordShapes();
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, fetch: recorder.wrap() });
    await kaiten.cards.list({ board_id: 7, query: 'Ann' });
    await kaiten.cards.list({ version: 2, additional_card_fields: 'secret' } as never);
    const { recordings } = await recorder.shapes();
    expect(
      recordings.map(({ operationId, places, variant }) => [operationId, variant, places]),
    ).toEqual([
      ['listCards', undefined, { $: { array: 1 } }],
      [
        'listCards',
        'additional_card_fields=*&version=2',
        { $: { object: 1 }, '$.result': { array: 1 } },
      ],
    ]);
    expect(recordings[0]).toMatchObject({
      by: 'anonymous',
      recorded: new Date().toISOString().slice(0, 10),
    });
  });

  test('knows operations of functions and of a plain fetch, and leaves out what it does not know', async () => {
    server = await testServer(answering({ id: 1 }));
    const recorder = recordShapes();
    const fetch = recorder.wrap();
    const client = createTransport({ baseUrl: server.baseUrl, token, fetch });
    await getCard({ client, path: { card_id: 1 } });
    const read = async (...request: Parameters<typeof fetch>) => (await fetch(...request)).json();
    await read(`${server.baseUrl}/users/current`);
    await read(new Request(`${server.baseUrl}/boards/17/`));
    await read(`${server.baseUrl}/cards/17`, { method: 'PATCH', body: '{}' });
    await listProjects({ client });
    await read(`${server.baseUrl}/cards/export`);
    await read(`${server.origin}/cards/17`);
    const { recordings } = await recorder.shapes();
    const ids = recordings.map(({ operationId }) => operationId);
    expect(ids).toEqual(['getBoard', 'getCard', 'getCurrentUser', 'updateCard']);
    expect(server.received).toHaveLength(7);
  });

  test('leaves out refusals, other content types, empty responses and downloads', async () => {
    server = await testServer(({ line }, response) => {
      if (line.includes('/cards/1')) json(response, { message: 'no' }, 403);
      else if (line.includes('/cards/2'))
        response.writeHead(200, { 'content-type': 'text/html' }).end('{}');
      else if (line.includes('/cards/3')) json(response, undefined);
      else json(response, { a: 1 });
    });
    const errors: unknown[] = [];
    const recorder = recordShapes({ onError: (error) => errors.push(error) });
    const kaiten = createKaiten({
      baseUrl: server.baseUrl,
      token,
      retry: false,
      fetch: recorder.wrap(),
    });
    await expect(kaiten.cards.get({ card_id: 1 })).rejects.toMatchObject({ status: 403 });
    await kaiten.cards.get({ card_id: 2 }).catch(() => {});
    await kaiten.cards.get({ card_id: 3 });
    const file = await kaiten.download(`${server.baseUrl}/boards/4`);
    expect(await file.json()).toEqual({ a: 1 });
    expect((await recorder.shapes()).recordings).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('breaks no call when it cannot record, and reports that without the body', async () => {
    server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('[{"name":"Ann"');
    });
    const errors: unknown[] = [];
    const recorder = recordShapes({
      onError: (error) => {
        errors.push(error);
        throw new Error('of the hook');
      },
    });
    const response = await recorder.wrap()(`${server.baseUrl}/tags`);
    expect(await response.text()).toBe('[{"name":"Ann"');
    expect((await recorder.shapes()).recordings).toEqual([]);
    expect(errors.map(String)).toEqual([
      'Error: A response of listTags is not recorded: it is not JSON',
    ]);
  });

  test('passes on a response that cannot be copied, and the failure of a fetch', async () => {
    const used = new Response('[]', { headers: { 'content-type': 'application/json' } });
    await used.text();
    const errors: unknown[] = [];
    const recorder = recordShapes({ onError: (error) => errors.push(error) });
    const url = 'https://acme.kaiten.ru/api/latest/tags';
    expect(await recorder.wrap(async () => used)(url)).toBe(used);
    const failure = new Error('refused');
    await expect(recorder.wrap(() => Promise.reject(failure))(url)).rejects.toBe(failure);
    expect((await recorder.shapes()).recordings).toEqual([]);
    expect(errors).toHaveLength(1);
  });

  test.each<[string, (response: Response) => unknown]>([
    ['is not read', () => {}],
    ['is cancelled', (response) => response.body?.cancel()],
    ['is read in part', async (response) => (await response.body?.getReader().read())?.value],
  ])('waits for nothing, and reads nothing, if a response %s', async (what, use) => {
    let pulled = 0;
    let isCancelled = false;
    const endless = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode('[1,'));
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { 'content-type': 'application/json' };
    const errors: unknown[] = [];
    const recorder = recordShapes({ onError: (error) => errors.push(String(error)) });
    const fetch = recorder.wrap(async () => new Response(endless, { headers }));
    await use(await fetch('https://acme.kaiten.ru/api/latest/tags?secret=1'));
    expect((await recorder.shapes()).recordings).toEqual([]);
    expect(pulled).toBe(what === 'is read in part' ? 1 : 0);
    expect(isCancelled).toBe(what === 'is cancelled');
    expect(errors).toEqual(
      isCancelled
        ? [
            'Error: A response of GET /api/latest/tags is not recorded: its body was not read to the end',
          ]
        : [],
    );
  });

  test('does not record a response of 20,000 levels, and hands it over', async () => {
    const text = '['.repeat(20_000) + ']'.repeat(20_000);
    server = await testServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    });
    const errors: unknown[] = [];
    const recorder = recordShapes({ onError: (error) => errors.push(String(error)) });
    const response = await recorder.wrap()(`${server.baseUrl}/tags`);
    expect(await response.text()).toBe(text);
    expect((await recorder.shapes()).recordings).toEqual([]);
    expect(errors).toEqual(['RangeError: A response is not recorded: it has more than 100 levels']);
  });

  test('reports nothing of a call that is aborted, and waits for nothing then', async () => {
    server = await testServer(async (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[');
      await sleep(5_000, undefined, { ref: false });
      response.end(']');
    });
    const errors: unknown[] = [];
    const recorder = recordShapes({ onError: (error) => errors.push(error) });
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, fetch: recorder.wrap() });
    const call = kaiten.tags.list({}, { timeout: 100, retry: false });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await recorder.shapes()).recordings).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each([
    { recorded: 'yesterday' },
    { recorded: '2026-11-30T10:00' },
    { recorded: '2026-02-30' },
    { recorded: '' },
    { by: ' ' },
    { by: 'a'.repeat(101) },
  ])('refuses %j', (options) => {
    expect(() => recordShapes(options)).toThrow(TypeError);
  });
});

describe('shapes of any JSON', () => {
  const recordedOf = (values: readonly unknown[]) => {
    const shape = new ShapeCounter();
    for (const value of values) shape.add(value);
    return shape.places();
  };
  const SAFE_NAME = /^(\*|id_\{n\}|[a-z_$][\w$-]{0,63})$/;
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'id',
      'name',
      'id_7',
      'Ann',
      'ann@example.com',
      '__proto__',
      'a.b',
      'x[]',
      '731204',
    ),
    fc.uuid(),
    fc.emailAddress(),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, false),
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true }),
      fc.integer(),
      fc.array(tie('value')),
      fc.array(fc.tuple(key, tie('value'))).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  // As they come from a server.
  const bodies = fc.array(
    value.map((one) => JSON.parse(JSON.stringify(one)) as unknown),
    { minLength: 1 },
  );

  test('have safe names, known kinds and counts, and nothing else', () => {
    fc.assert(
      fc.property(bodies, (values) => {
        for (const [path, counts] of Object.entries(recordedOf(values))) {
          const names = path.replaceAll('[]', '').split('.').slice(1);
          for (const name of names) expect(name).toMatch(SAFE_NAME);
          expect(path).toMatch(/^\$/);
          for (const [kind, count] of Object.entries(counts)) {
            expect(kind).toMatch(/^(object|array|string|integer|number|boolean|null|absent)$/);
            expect(count).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  test('have counts that add up: those that have it and those that lack it are the objects above', () => {
    fc.assert(
      fc.property(bodies, (values) => {
        const places = recordedOf(values);
        for (const [path, { absent = 0, ...kinds }] of Object.entries(places)) {
          const seen = Object.values(kinds).reduce((sum, count) => sum + count, 0);
          const isProperty = !path.endsWith(']') && path !== '$';
          if (path === '$') expect(seen).toBe(values.length);
          else if (isProperty) {
            const parents = places[path.slice(0, path.lastIndexOf('.'))]?.object ?? 0;
            if (/[*}]$/.test(path)) expect(absent).toBe(0);
            else expect(seen + absent).toBe(parents);
          } else expect(places[path.slice(0, -2)]?.array).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('are the same whatever the values are', () => {
    const shown = (one: unknown): unknown => {
      if (typeof one === 'string') return 'hidden';
      if (typeof one === 'number') return Number.isInteger(one) ? 7 : 7.5;
      if (typeof one === 'boolean') return true;
      if (Array.isArray(one)) return one.map(shown);
      if (one === null) return null;
      return Object.fromEntries(
        Object.entries(one as object).map(([name, child]) => [name, shown(child)]),
      );
    };
    fc.assert(
      fc.property(bodies, (values) => {
        expect(recordedOf(values.map(shown))).toEqual(recordedOf(values));
      }),
    );
  });

  test('hold no name that is hidden, and no text of a value', () => {
    const secret = fc.stringMatching(/^[A-Z][a-z]{4,9} [A-Z][a-z]{4,9}$/);
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1 }), (secrets) => {
        const values = secrets.map((one) => ({
          title: one,
          list: [one],
          [one]: { [`${one}@x`]: one },
        }));
        const text = JSON.stringify(recordedOf(values));
        for (const one of secrets) expect(text).not.toContain(one);
      }),
    );
  });

  test.each([
    ['title', 'title'],
    ['customProperties', 'customProperties'],
    ['v2', 'v2'],
    ['$schema', '$schema'],
    ['due_date', 'due_date'],
    ['id_7', 'id_{n}'],
    ['id_731204', 'id_{n}'],
    ['Ann', '*'],
    ['731204', '*'],
    ['phone_5550100', '*'],
    ['a1b2c3', '*'],
    ['user-42', '*'],
    ['user_42', '*'],
    ['sk-live-abcdef', '*'],
    ['ghp_aBcDeFgH', '*'],
    ['xoxb_Token', '*'],
    ['x-free-form', '*'],
    ['constructor', 'constructor'],
    ['ann.smith', '*'],
    ['aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee', '*'],
    ['faceddeadbeefcafe', '*'],
    ['имя', '*'],
    ['', '*'],
    ['a'.repeat(65), '*'],
  ])('show the name %j as %j', (name, shown) => {
    expect(placeName(name)).toBe(shown);
  });
});

describe('variants', () => {
  const parameters = Object.values(openapi.paths as Record<string, Record<string, unknown>>)
    .flatMap((item) => Object.values(item))
    .flatMap((operation) => (operation as { parameters?: readonly Parameter[] }).parameters ?? [])
    .filter((parameter) => parameter.in === 'query');

  function valuesOf({ schema: { $ref, enum: values } }: Parameter): readonly unknown[] {
    const component = $ref?.split('/').at(-1) as keyof typeof openapi.components.schemas;
    const schema = $ref === undefined ? {} : (openapi.components.schemas[component] as object);
    return values ?? (schema as { enum?: readonly unknown[] }).enum ?? [];
  }

  test('name parameters that the contract has', () => {
    const names = new Set(parameters.map(({ name }) => name));
    expect(Object.keys(SHAPING_PARAMETERS).filter((name) => !names.has(name))).toEqual([]);
  });

  test('name every parameter that adds something to a response', () => {
    const adding = parameters
      .map(({ name }) => name)
      .filter((name) => /^(with|include)_/.test(name));
    // These say what is listed.
    const filters = ['include_archived', 'include_inactive', 'with_due_date'];
    const missing = adding.filter(
      (name) => !(name in SHAPING_PARAMETERS) && !filters.includes(name),
    );
    expect(missing).toEqual([]);
  });

  test('show every value that the contract lists', () => {
    const shaping = parameters.filter(({ name }) => name in SHAPING_PARAMETERS);
    const listed = shaping.flatMap((one) => valuesOf(one).map((value) => `${one.name}=${value}`));
    expect(listed.length).toBeGreaterThan(5);
    for (const one of listed) expect(variantOf(new URL(`https://x/?${one}`))).toBe(one);
  });

  test('never show any other value', () => {
    const names = fc.oneof(fc.constantFrom(...Object.keys(SHAPING_PARAMETERS)), fc.string());
    const secret = fc.stringMatching(/^[a-z]{3,8}[@ ][a-z\d]{3,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(names, secret)), (pairs) => {
        const variant = variantOf(new URL(`https://x/?${new URLSearchParams(pairs)}`)) ?? '';
        for (const [, value] of pairs) expect(decodeURIComponent(variant)).not.toContain(value);
        expect(variant).toMatch(/^(\w+=\*(&|$))*$/);
      }),
    );
  });
});

test('operations are found by any path that their template allows', () => {
  const operations = Object.entries(
    openapi.paths as Record<string, Record<string, { operationId: string }>>,
  ).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId }]) =>
      operationId ? [{ path, method: method.toUpperCase(), operationId }] : [],
    ),
  );
  expect(operations.length).toBeGreaterThan(200);
  for (const { method, operationId, path } of operations) {
    const url = new URL(`https://acme.kaiten.ru/api/latest${path.replaceAll(/\{.+?\}/g, '17')}`);
    expect([path, operationOf(method, url, undefined)]).toEqual([path, operationId]);
  }
});
