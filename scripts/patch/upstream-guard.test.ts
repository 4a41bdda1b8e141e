import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { parsePointer, valueAtPointer } from '../openapi/reference.ts';
import { pinnedDocument } from '../openapi/sample-document.ts';
import { overlayOf } from '../testing/overlay-of.ts';
import { DOCUMENT_ACTIONS } from '../testing/sample-repository.ts';
import { buildContract } from './build.ts';
import { applyOverlays } from './overlay/apply.ts';
import type { Action, Overlay } from './overlay/parse.ts';
import type { NodeLocation } from './overlay/query.ts';
import { readOverlayLock, readOverlays } from './patch-contract.ts';
import {
  actionId,
  lockOf,
  type OverlayLock,
  upstreamChanges,
  type Written,
} from './upstream-guard.ts';

const SPACES = { type: 'array', items: { $ref: '#/components/schemas/Space' } };
const SPACE = { type: 'object', properties: { id: { type: 'integer' } } };

/** Describes the responses of the sample; actions 5 to 7. */
const OVERLAYS = [
  overlayOf([
    ...DOCUMENT_ACTIONS,
    {
      target: "$.paths['/spaces'].get.responses['200']",
      update: { content: { 'application/json': { schema: SPACES } } },
    },
    { target: '$.components', update: { schemas: { Space: SPACE } } },
    {
      target: '$.paths[*][*].responses',
      update: { 429: { description: 'Too many requests' } },
    },
  ]),
];

async function lockOfSample(overlays = OVERLAYS): Promise<OverlayLock> {
  return (await buildContract({ upstream: pinnedDocument(), overlays })).lock;
}

type Edit = (upstream: JsonObject) => void;

/** Sets a value in upstream, adding the objects on the way. */
function set(pointer: string, value: Json): Edit {
  return (upstream) => {
    const keys = parsePointer(pointer);
    const last = keys.pop() as string;
    let parent = upstream;
    for (const key of keys) {
      if (!isObject(parent[key]) && !Array.isArray(parent[key])) parent[key] = {};
      parent = parent[key] as JsonObject;
    }
    parent[last] = value;
  };
}

async function problemsAfter(
  edit: Edit,
  { keep, overlays = OVERLAYS }: { keep?: string[]; overlays?: Overlay[] } = {},
): Promise<readonly Problem[]> {
  const upstream = pinnedDocument();
  edit(upstream);
  const lock = await lockOfSample();
  const error = await buildContract({ upstream, overlays, lock, keep }).catch((caught) => caught);
  if (error instanceof PipelineError) return error.problems;
  if (error instanceof Error) throw error;
  return [];
}

const OK = '/paths/~1spaces/get/responses/200';

describe('upstream that changes where an overlay writes', () => {
  it.each<[string, Edit, number]>([
    ['a reference in a response', set(`${OK}/content`, json({ $ref: '#/x' })), 5],
    ['inline items', set(`${OK}/content`, json({ items: SPACE })), 5],
    ['a wrapped list', set(`${OK}/content`, json({ properties: { data: SPACES } })), 5],
    ['headers of a response', set(`${OK}/headers`, { 'X-Total': {} }), 5],
    ['a component of the same name', set('/components/schemas/Space', { type: 'string' }), 6],
    ['a response of the same status', set('/paths/~1spaces/get/responses/429', {}), 7],
    ['tags', set('/paths/~1spaces/get/tags', ['Upstream']), 2],
    ['another operationId', set('/paths/~1spaces/post/operationId', 'addSpace'), 3],
  ])('stops for %s, and names the action', async (_, edit, number) => {
    const problems = await problemsAfter(edit);
    expect(problems.map(({ pointer }) => pointer)).toContain(`/actions/${number - 1}`);
    const problem = problems.find(({ pointer }) => pointer === `/actions/${number - 1}`);
    expect(problem).toMatchObject({ file: 'test.overlay.yaml' });
    expect(problem?.message).toMatch(
      /^action \d, target .*: (upstream has changed where this action writes: \/.* had .*, now it has|expected )/,
    );
  });

  it.each<[string, Json]>([
    ['/security', []],
    ['/servers', []],
    ['/paths/~1spaces/servers', []],
    ['/paths/~1spaces/parameters', []],
    ['/paths/~1spaces/get/security', []],
    ['/paths/~1spaces/get/deprecated', true],
    ['/paths/~1spaces/get/callbacks', {}],
    ['/paths/~1spaces/get/x-pagination', true],
    ['/paths/~1spaces/post/requestBody/content/application~1json/schema/x-free-form', true],
  ])('stops for a new %s, which no action writes', async (place, value) => {
    const [problem, ...others] = await problemsAfter(set(place, value));
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(/^\/.* had .*, now it has .+$/);
    expect(problem?.message).toContain(place);
    expect(problem?.hint).toContain(`--keep ${place}`);
    expect(await problemsAfter(set(place, value), { keep: [place] })).toEqual([]);
  });

  it.each<[string, Edit]>([
    ['an operation', set('/paths/~1gadgets/get', { responses: { 200: {} } })],
    ['a component of another name', set('/components/schemas/Gadget', { type: 'object' })],
    ['a response of another status', set('/paths/~1spaces/get/responses/404', {})],
    ['a text', set('/info/description', 'About spaces')],
  ])('goes on with %s', async (_, edit) => {
    expect(await problemsAfter(edit)).toEqual([]);
  });

  it('stops for a new operation that has what a wildcard adds', async () => {
    const responses = { 200: {}, 429: { description: 'Slow down' } };
    const [problem] = await problemsAfter(set('/paths/~1gadgets/get', { responses }));
    expect(problem).toMatchObject({
      pointer: '/actions/6',
      message: expect.stringContaining(
        '/paths/~1gadgets/get/responses/429 had no recorded value, now it has {"description":"Slow down"}',
      ),
    });
  });

  it('accepts a change under an action that is kept, and records it', async () => {
    const edit = set(`${OK}/headers`, { 'X-Total': { schema: { type: 'integer' } } });
    expect(await problemsAfter(edit, { keep: ['test#4'] })).toHaveLength(1);
    expect(await problemsAfter(edit, { keep: ['test#5'] })).toEqual([]);

    const upstream = pinnedDocument();
    edit(upstream);
    const { lock } = await buildContract({ upstream, overlays: OVERLAYS });
    expect(lock.present[OK]).toHaveProperty('headers');
    upstream.info = { title: 'Another', version: '2.0.0' };
    await expect(buildContract({ upstream, overlays: OVERLAYS, lock })).resolves.toBeDefined();
  });

  it('names an action that upstream made unnecessary', async () => {
    const [problem] = await problemsAfter((upstream) => {
      set('/components/schemas/Space', SPACE)(upstream);
    });
    expect(problem?.hint).toBe(
      'Upstream now has what this action writes: drop the action (pnpm spec:adopt test#6).',
    );
  });

  it('lets overlays change while upstream does not', async () => {
    const overlays = [
      ...OVERLAYS,
      overlayOf([{ target: '$.servers[0].url', update: 'https://a.kaiten.ru/api/latest' }]),
    ];
    expect(await problemsAfter(() => {}, { overlays })).toEqual([]);
  });

  it('marks an operation that only upstream has tagged as not described', async () => {
    const upstream = pinnedDocument();
    set('/paths/~1gadgets/get', { tags: ['Gadgets'], responses: { 200: {} } })(upstream);
    const { contract, warnings } = await buildContract({ upstream, overlays: OVERLAYS });
    expect(warnings).toMatchObject([{ pointer: '/paths/~1gadgets/get' }]);
    expect(contract).toHaveProperty(['paths', '/gadgets', 'get', 'tags'], ['uncategorised']);
  });

  it('never merges into what upstream has changed, whatever changed', async () => {
    const lock = await lockOfSample();
    const written = writtenBy(OVERLAYS, pinnedDocument());
    const before = (await buildContract({ upstream: pinnedDocument(), overlays: OVERLAYS }))
      .contract;
    const places = [...lock.absent, ...Object.keys(lock.present)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pointersOf(pinnedDocument()), ...places),
        fc.jsonValue({ maxDepth: 2 }),
        async (place, value) => {
          const upstream = pinnedDocument();
          set(place, value as Json)(upstream);
          try {
            const { contract } = await buildContract({ upstream, overlays: OVERLAYS, lock });
            for (const pointer of Object.keys(lockOf(pinnedDocument(), written).present)) {
              expect(valueAtPointer(contract, pointer)).toEqual(valueAtPointer(before, pointer));
            }
          } catch (error) {
            if (!(error instanceof PipelineError)) throw error;
            expect(error.problems).not.toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the overlays of this repository', () => {
  let upstream: JsonObject;
  let overlays: Overlay[];
  let lock: OverlayLock;
  beforeAll(async () => {
    upstream = JSON.parse(await readFile(contractPaths(ROOT).upstream, 'utf8'));
    overlays = await readOverlays(ROOT);
    lock = (await readOverlayLock(ROOT)) as OverlayLock;
  });

  it('were accepted for the pinned upstream', () => {
    expect(lockOf(upstream, writtenBy(overlays, upstream))).toEqual(lock);
  });

  it('stop, each action that writes a response, if upstream gains a schema there', () => {
    const writing = new Map(
      writtenBy(overlays, upstream).flatMap(({ action, locations }) => {
        const responses = locations.filter(isResponse);
        return responses.length === 0 ? [] : [[actionId(action), responses]];
      }),
    );
    expect(writing.size).toBeGreaterThan(150);

    let pending = [...writing.keys()];
    while (pending.length > 0) {
      const changed = structuredClone(upstream);
      for (const id of pending) {
        for (const location of writing.get(id) ?? []) gainSchema(changed, location);
      }
      const named = actionsThatStop(changed, overlays, lock);
      const left = pending.filter((id) => !named.has(id));
      expect(left.length, `nothing names ${left.join(', ')}`).toBeLessThan(pending.length);
      pending = left;
    }
  });
});

function isResponse([root, , , key]: NodeLocation): boolean {
  return root === 'paths' && key === 'responses';
}

/** Gives upstream a schema for the response that an action writes. */
function gainSchema(upstream: JsonObject, [, path, method, , status]: NodeLocation): void {
  const pointer = toPointer(['paths', path ?? '', method ?? '', 'responses', status ?? '200']);
  set(`${pointer}/content`, json({ $ref: '#/components/schemas/Upstream' }))(upstream);
}

/** The actions that a build names, with or without an `x-expect` of theirs. */
function actionsThatStop(upstream: JsonObject, overlays: readonly Overlay[], lock: OverlayLock) {
  const written: Written[] = [];
  const onWrite = (action: Action, locations: readonly NodeLocation[]) => {
    written.push({ action, locations });
  };
  try {
    const contract = applyOverlays(upstream, overlays, { onWrite }) as JsonObject;
    const problems = upstreamChanges({ upstream, written, lock, contract, keep: new Set() });
    return new Set(problems.map(idOf));
  } catch (error) {
    if (error instanceof PipelineError) return new Set(error.problems.map(idOf));
    throw error;
  }
}

function idOf({ file = '', pointer = '' }: Problem): string {
  const number = Number(pointer.split('/')[2]) + 1;
  return actionId({ place: { file, number } });
}

/** The pointers to all values in a document. */
function pointersOf(value: Json, pointer = ''): string[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return entries.flatMap(([key, child]) => {
    const place = pointer + toPointer([key]);
    return [place, ...pointersOf(child as Json, place)];
  });
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

function writtenBy(overlays: readonly Overlay[], upstream: JsonObject): Written[] {
  const written: Written[] = [];
  applyOverlays(upstream, overlays, {
    onWrite: (action, locations) => written.push({ action, locations }),
  });
  return written;
}
