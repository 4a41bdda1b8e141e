import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { contractPaths } from '../contract/paths.ts';
import { type DownloadOptions, downloadSpec } from './download.ts';
import { SpecUnreachableError } from './errors.ts';
import { sampleOperation, samplePaths, sampleSpec } from './sample-spec.ts';
import { json, redirect, scriptedServer, silence, text, versioned } from './scripted-server.ts';
import { committedFiles, NOBODY, readJson, temporaryRoot } from './temporary-root.ts';

const NO_CHANGES = { added: [], removed: [], changed: [] };

function download(options: DownloadOptions) {
  return downloadSpec({ env: {}, backoff: { baseMs: 1, capMs: 1 }, ...options });
}

async function downloadAndCommit(options: DownloadOptions) {
  const plan = await download(options);
  await plan.commit();
  return plan;
}

function extendedSpec() {
  return sampleSpec({ ...samplePaths(), '/gadgets': { get: sampleOperation('get_gadgets') } });
}

describe('a changed spec', () => {
  it('is told, and written only on commit', async () => {
    const server = await scriptedServer(json(extendedSpec(), { etag: '"2"' }));
    const root = await temporaryRoot({ url: server.url() });
    const before = await committedFiles(root);

    const plan = await download({ root });
    expect(plan).toMatchObject({
      outcome: 'changed',
      url: server.url(),
      isSource: true,
      changes: { added: ['GET /gadgets'], removed: [], changed: [] },
      stats: { operations: 3, paths: 2, schemas: 1 },
      warnings: [],
    });
    expect(plan).not.toHaveProperty('reason');
    expect(await committedFiles(root)).toEqual(before);

    await plan.commit();
    const { lock, upstream } = contractPaths(root);
    expect(await readJson(upstream)).toEqual(plan.upstream);
    expect(await readJson(lock)).toMatchObject({
      url: server.url(),
      etag: '"2"',
      lastModified: null,
      bytes: JSON.stringify(extendedSpec()).length,
      operations: 3,
      paths: 2,
      schemas: 1,
      openapi: '3.0.3',
      fetchedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(Object.keys(await committedFiles(root))).toEqual(Object.keys(before));
  });

  it('of another URL leaves no trace of that in the lock', async () => {
    const server = await scriptedServer(json(extendedSpec(), { etag: '"2"' }));
    const root = await temporaryRoot();
    const plan = await downloadAndCommit({ root, url: server.url() });
    expect(plan).toMatchObject({ outcome: 'changed', url: server.url(), isSource: false });
    const { lock } = contractPaths(root);
    expect(await readJson(lock)).toMatchObject({
      url: NOBODY,
      etag: null,
      lastModified: null,
      fetchedAt: null,
      operations: 3,
    });
    expect(await readFile(join(root, '.cache/spec-validators.json'), 'utf8')).toContain(
      server.url(),
    );
  });

  it('that was redirected gives no validators to the lock', async () => {
    const server = await scriptedServer(redirect('/moved'), json(extendedSpec(), { etag: '"2"' }));
    const root = await temporaryRoot({ url: server.url() });
    await downloadAndCommit({ root });
    const { lock } = contractPaths(root);
    expect(await readJson(lock)).toMatchObject({
      etag: null,
      fetchedAt: expect.any(String),
      operations: 3,
    });
  });

  it('may come as YAML', async () => {
    const server = await scriptedServer(text(stringify(extendedSpec())));
    const root = await temporaryRoot();
    expect(await download({ root, url: server.url() })).toMatchObject({
      outcome: 'changed',
      changes: { added: ['GET /gadgets'] },
    });
  });

  it('may be the first', async () => {
    const server = await scriptedServer(json(sampleSpec()));
    const root = await temporaryRoot({ url: server.url(), spec: null });
    const plan = await downloadAndCommit({ root });
    expect(plan.changes.added).toEqual(['GET /widgets', 'POST /widgets']);
    expect(Object.keys(await committedFiles(root)).sort()).toEqual([
      'source.json',
      'upstream.json',
      'upstream.lock.json',
    ]);
  });

  it('is not half written when the lock is in the way', async () => {
    const server = await scriptedServer(json(extendedSpec()));
    const root = await temporaryRoot({ url: server.url() });
    const { lock, upstream } = contractPaths(root);
    const before = await readFile(upstream, 'utf8');
    const plan = await download({ root });
    await rm(lock);
    await mkdir(join(lock, 'in the way'), { recursive: true });
    await expect(plan.commit()).rejects.toThrow();
    expect(await readFile(upstream, 'utf8')).toBe(before);
  });
});

describe('an unchanged spec', () => {
  it('without validators is known by its hash; no committed file is touched', async () => {
    const server = await scriptedServer(json(sampleSpec()));
    const root = await temporaryRoot({ url: server.url() });
    const { lock, upstream } = contractPaths(root);
    const before = await Promise.all([upstream, lock].map(async (path) => stat(path)));
    const plan = await downloadAndCommit({ root });
    expect(plan).toMatchObject({ outcome: 'unchanged', changes: NO_CHANGES });
    expect(plan.stats).toMatchObject({ operations: 2 });
    const after = await Promise.all([upstream, lock].map(async (path) => stat(path)));
    expect(after.map(({ ino, mtimeMs }) => [ino, mtimeMs])).toEqual(
      before.map(({ ino, mtimeMs }) => [ino, mtimeMs]),
    );
  });

  it('may have other wording and order; the new validators are kept', async () => {
    const { paths, ...others } = sampleSpec();
    const reworded = {
      paths: paths ?? {},
      ...others,
      info: { title: 'Widgets', version: '1.0.0' },
    };
    const server = await scriptedServer(versioned(reworded, '"2"'));
    const root = await temporaryRoot({ url: server.url() });
    const before = await committedFiles(root);
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'unchanged' });
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'not-modified' });
    expect(await committedFiles(root)).toEqual(before);
  });
});

describe('a conditional request', () => {
  it('is made with what the cache knows of that URL', async () => {
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

  it('is made with what the lock knows, where there is no cache', async () => {
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

  it('is made again where a redirect led', async () => {
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
    ['was edited', (root) => edit(contractPaths(root).upstream), 'changed'],
    ['is broken', (root) => writeFile(contractPaths(root).upstream, '{'), 'changed'],
    ['is missing', (root) => rm(contractPaths(root).upstream), 'changed'],
    ['has a broken lock', (root) => writeFile(contractPaths(root).lock, '{"url": 1}'), 'unchanged'],
    ['has no lock', (root) => rm(contractPaths(root).lock), 'unchanged'],
  ])('is not made when upstream.json %s, and both files are mended', async (_, spoil, outcome) => {
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

  it('is not made for a root that another URL of source.json pinned, and the lock follows', async () => {
    const server = await scriptedServer(versioned(sampleSpec(), '"1"'));
    const root = await temporaryRoot({ url: server.url('/old') });
    await downloadAndCommit({ root });
    const { lock, source } = contractPaths(root);
    const url = server.url('/new');
    await writeFile(source, JSON.stringify({ ...(await readJson(source)), url }));
    expect(await downloadAndCommit({ root })).toMatchObject({ outcome: 'unchanged' });
    expect(await readJson(lock)).toMatchObject({ url, etag: '"1"' });
  });

  it('is not spoilt by a broken cache', async () => {
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

describe('nobody answers', () => {
  it('goes on from the pinned snapshot and says why', async () => {
    const root = await temporaryRoot();
    const before = await committedFiles(root);
    const plan = await downloadAndCommit({ root });
    expect(plan).toMatchObject({
      outcome: 'pinned',
      reason: expect.stringContaining(`${NOBODY} cannot be read: the connection was refused`),
      changes: NO_CHANGES,
      stats: { operations: 2 },
      upstream: await readJson(contractPaths(root).upstream),
    });
    expect(await committedFiles(root)).toEqual(before);
  });

  it('in time', async () => {
    const server = await scriptedServer(silence);
    const root = await temporaryRoot({ url: server.url() });
    expect(await download({ root, timeoutMs: 30, retries: 0 })).toMatchObject({
      outcome: 'pinned',
      reason: `${server.url()} gave no complete answer within 0.03 s`,
    });
  });

  it('to the end', async () => {
    const server = await scriptedServer((_, response) => {
      response.writeHead(200).write('{"openapi":', () => response.destroy());
    });
    const root = await temporaryRoot({ url: server.url() });
    expect(await download({ root })).toMatchObject({
      outcome: 'pinned',
      reason: expect.stringContaining('the connection was closed'),
    });
  });

  it('once the server that answered has stopped', async () => {
    const server = await scriptedServer(versioned(sampleSpec(), '"1"'));
    const root = await temporaryRoot({ url: server.url() });
    await downloadAndCommit({ root });
    await server.stop();
    expect(await download({ root })).toMatchObject({ outcome: 'pinned' });
  });

  it('fails when a live spec is required', async () => {
    const root = await temporaryRoot();
    const before = await committedFiles(root);
    await expect(download({ root, requireLive: true })).rejects.toThrow(SpecUnreachableError);
    expect(await committedFiles(root)).toEqual(before);
  });

  it.each<[string, (root: string) => Promise<unknown>, string]>([
    ['edited', (root) => edit(contractPaths(root).upstream), 'upstream.lock.json was written for'],
    ['broken', (root) => writeFile(contractPaths(root).upstream, '{'), 'Expected property name'],
    ['no object', (root) => writeFile(contractPaths(root).upstream, '[]'), 'is no object'],
    ['missing', (root) => rm(contractPaths(root).upstream), 'there is no such file'],
  ])('fails when upstream.json is %s', async (_, spoil, reason) => {
    const root = await temporaryRoot();
    await spoil(root);
    for (const pinned of [true, false]) {
      await expect(download({ root, pinned })).rejects.toMatchObject({
        message: expect.stringContaining('The pinned snapshot is needed, because'),
        problems: [{ message: expect.stringContaining(reason) }],
      });
    }
  });

  it('goes on without a lock, with a warning', async () => {
    const root = await temporaryRoot();
    await rm(contractPaths(root).lock);
    expect(await download({ root })).toMatchObject({
      outcome: 'pinned',
      stats: { operations: 2, bytes: null },
      warnings: [{ message: 'there is no such file; it counts as absent' }],
    });
  });
});

describe('where it asks', () => {
  it('is nowhere for the pinned snapshot', async () => {
    const server = await scriptedServer(json(extendedSpec()));
    const root = await temporaryRoot({ url: server.url() });
    expect(await download({ root, pinned: true })).toMatchObject({
      outcome: 'pinned',
      reason: 'it was asked for',
      stats: { operations: 2 },
    });
    expect(server.requests).toEqual([]);
  });

  it('goes by the option, then KAITEN_SPEC_URL, then source.json', async () => {
    const server = await scriptedServer(json(sampleSpec()));
    const root = await temporaryRoot({ url: server.url('/source') });
    const env = { KAITEN_SPEC_URL: server.url('/env') };
    await download({ root, env, url: server.url('/option') });
    await download({ root, env });
    await download({ root, env: { KAITEN_SPEC_URL: '' } });
    expect(server.requests.map(({ path }) => path)).toEqual(['/option', '/env', '/source']);
  });

  it('must be allowed', async () => {
    const root = await temporaryRoot();
    const url = 'http://example.com/openapi.json';
    await expect(download({ root, url })).rejects.toThrow('plain http is for loopback hosts only');
  });

  it('cannot be both', async () => {
    const root = await temporaryRoot();
    await expect(download({ root, pinned: true, requireLive: true })).rejects.toThrow('both');
  });
});

async function edit(path: string): Promise<void> {
  await writeFile(path, JSON.stringify({ ...(await readJson(path)), security: [] }));
}
