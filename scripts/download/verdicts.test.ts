import { expect, it } from 'vitest';
import { formatError } from '../cli/problem.ts';
import type { JsonObject } from '../openapi/json.ts';
import { manyPaths, sampleOperation, sampleSpec } from '../testing/sample-spec.ts';
import { json, scriptedServer } from '../testing/scripted-server.ts';
import { committedFiles, download, temporaryRoot } from '../testing/temporary-root.ts';
import { verdictsOn } from './verdicts.ts';

const pinned = sampleSpec({ ...manyPaths(20), ...withIds('id', 20) });

function withIds(name: string, count: number): JsonObject {
  const paths = Array.from({ length: count }, (_, n) => [
    `/a${n}/{${name}}`,
    { get: sampleOperation(`get_a${n}`) },
  ]);
  return Object.fromEntries(paths);
}

const without = (count: number) => sampleSpec({ ...manyPaths(20 - count), ...withIds('id', 20) });

it.each<[string, JsonObject, string[]]>([
  ['the same', pinned, []],
  ['a few operations less', without(4), []],
  ['half of the operations', sampleSpec(manyPaths(20)), ['lost-operations']],
  ['nothing', sampleSpec({}), ['empty']],
  ['another version', { ...pinned, openapi: '3.1.0' }, ['openapi-version']],
  ['another patch of the version', { ...pinned, openapi: '3.0.4' }, []],
  [
    'ids by another name',
    sampleSpec({ ...manyPaths(20), ...withIds('uid', 20) }),
    ['renamed-parameters'],
  ],
])('%s is classified', (_, live, kinds) => {
  expect(verdictsOn(pinned, live).map(({ kind }) => kind)).toEqual(kinds);
});

it('returns no verdicts if nothing is pinned yet', () => {
  expect(verdictsOn({}, pinned)).toEqual([]);
});

it('rejects a suspicious loss unless it is accepted, and writes nothing', async () => {
  const server = await scriptedServer(json(sampleSpec(manyPaths(20))));
  const root = await temporaryRoot({ url: server.url(), spec: pinned });
  const before = await committedFiles(root);
  const failure = await download({ root }).catch(formatError);
  expect(failure).toContain('The live spec lost 20 of 40 operations: GET /a0/{id}, ');
  expect(failure).toContain('pass --accept-removals');
  expect(await committedFiles(root)).toEqual(before);

  const plan = await download({ root, acceptRemovals: true });
  expect(plan).toMatchObject({ outcome: 'changed', stats: { operations: 20 } });
  expect(plan.changes.removed).toHaveLength(20);
});

it('always rejects an empty spec', async () => {
  const server = await scriptedServer(json(sampleSpec({})));
  const root = await temporaryRoot({ url: server.url(), spec: pinned });
  const failure = await download({ root, acceptRemovals: true }).catch(formatError);
  expect(failure).toContain('The live spec became empty: no operation is left of 40 operations');
});

it('warns about changes that it does not reject', async () => {
  const server = await scriptedServer(json({ ...pinned, openapi: '3.1.0' }));
  const root = await temporaryRoot({ url: server.url(), spec: pinned });
  const { warnings } = await download({ root });
  expect(warnings.map(({ message }) => message)).toEqual([
    'The live spec changed its version from OpenAPI 3.0.3 to 3.1.0',
  ]);
});
