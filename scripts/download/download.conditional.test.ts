import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractPaths } from '../contracts/paths.ts';
import { extendedSpec, sampleSpec } from '../testing/sample-spec.ts';
import { redirect, scriptedServer, versioned } from '../testing/scripted-server.ts';
import {
  committedFiles,
  download,
  downloadAndCommit,
  editByHand,
  readJson,
  temporaryRoot,
} from '../testing/temporary-root.ts';

const NO_CHANGES = { added: [], removed: [], changed: [] };

describe('a conditional request', () => {
  it('sends the cached validators of that URL', async () => {
    const server = await scriptedServer(versioned(sampleSpec(), '"1"'));
    const root = await temporaryRoot();
    const before = await committedFiles(root);
    const url = server.url();
    expect(await downloadAndCommit({ root, url })).toMatchObject({ outcome: 'unchanged' });
    expect(await downloadAndCommit({ root, url })).toMatchObject({
      outcome: 'not-modified',
      changes: NO_CHANGES,
      stats: { operations: 2, bytes: JSON.stringify(sampleSpec()).length },
    });
    await downloadAndCommit({ root, url: server.url('/other') });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      undefined,
    ]);
    expect(await committedFiles(root)).toEqual(before);
  });

  it('sends the validators of the lock if there is no cache', async () => {
    const server = await scriptedServer(versioned(extendedSpec(), '"2"'));
    const root = await temporaryRoot({ url: server.url() });
    await downloadAndCommit({ root });
    await rm(join(root, '.cache'), { recursive: true });
    expect(await download({ root })).toMatchObject({ outcome: 'not-modified', isSource: true });
    await download({ root, url: server.url('/other') });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"2"',
      undefined,
    ]);
  });

  it('is sent to the target of a redirect', async () => {
    const server = await scriptedServer(
      redirect('/moved'),
      versioned(sampleSpec(), '"1"'),
      redirect('/moved'),
      versioned(sampleSpec(), '"1"'),
    );
    const root = await temporaryRoot({ url: server.url() });
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'unchanged' });
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'not-modified' });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      undefined,
      '"1"',
    ]);
  });

  it.each<[string, (root: string) => Promise<unknown>, string]>([
    ['was edited', (root) => editByHand(contractPaths(root).upstream), 'changed'],
    ['is broken', (root) => writeFile(contractPaths(root).upstream, '{'), 'changed'],
    ['is missing', (root) => rm(contractPaths(root).upstream), 'changed'],
    ['has a broken lock', (root) => writeFile(contractPaths(root).lock, '{"url": 1}'), 'unchanged'],
    ['has no lock', (root) => rm(contractPaths(root).lock), 'unchanged'],
  ])('is not sent if upstream.json %s, and both files are restored', async (_, spoil, outcome) => {
    const server = await scriptedServer(versioned(sampleSpec(), '"1"'));
    const root = await temporaryRoot({ url: server.url() });
    await downloadAndCommit({ root });
    const before = await readJson(contractPaths(root).upstream);
    await spoil(root);

    const plan = await downloadAndCommit({ root });
    expect(plan.outcome).toBe(outcome);
    expect(plan.warnings).toHaveLength(1);
    expect(server.requests[1]?.headers).not.toHaveProperty('if-none-match');
    expect(await readJson(contractPaths(root).upstream)).toEqual(before);
    expect(await download({ root })).toMatchObject({ outcome: 'not-modified', warnings: [] });
  });

  it('is not sent if the url of source.json changed, and the lock is updated', async () => {
    const server = await scriptedServer(versioned(sampleSpec(), '"1"'));
    const root = await temporaryRoot({ url: server.url('/old') });
    await downloadAndCommit({ root });
    const { lock, source } = contractPaths(root);
    const url = server.url('/new');
    await writeFile(source, JSON.stringify({ ...(await readJson(source)), url }));
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'unchanged' });
    expect(await readJson(lock)).toMatchObject({ url, etag: '"1"' });
  });

  it('works with an invalid cache', async () => {
    const server = await scriptedServer(versioned(sampleSpec(), '"1"'));
    const root = await temporaryRoot({ url: server.url() });
    const cache = join(root, '.cache/spec-validators.json');
    await mkdir(join(root, '.cache'));
    await writeFile(cache, JSON.stringify({ [server.url()]: { etag: 'a\nb' } }));
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'unchanged' });
    await writeFile(cache, '[');
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'unchanged' });
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'not-modified' });
  });
});
