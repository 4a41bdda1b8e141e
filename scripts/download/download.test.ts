import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { contractPaths } from '../contracts/paths.ts';
import { extendedSpec, sampleSpec } from '../testing/sample-spec.ts';
import { json, redirect, scriptedServer, text, versioned } from '../testing/scripted-server.ts';
import {
  committedFiles,
  download,
  downloadAndCommit,
  readJson,
  temporaryRoot,
  UNREACHABLE_URL,
} from '../testing/temporary-root.ts';

const NO_CHANGES = { added: [], removed: [], changed: [] };

describe('a changed spec', () => {
  it('is reported, and written only on commit', async () => {
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

  it('from another URL does not name that URL in the lock', async () => {
    const server = await scriptedServer(json(extendedSpec(), { etag: '"2"' }));
    const root = await temporaryRoot();
    const plan = await downloadAndCommit({ root, url: server.url() });
    expect(plan).toMatchObject({ outcome: 'changed', url: server.url(), isSource: false });
    const { lock } = contractPaths(root);
    expect(await readJson(lock)).toMatchObject({
      url: UNREACHABLE_URL,
      etag: null,
      lastModified: null,
      fetchedAt: null,
      operations: 3,
    });
    expect(await readFile(join(root, '.cache/spec-validators.json'), 'utf8')).toContain(
      server.url(),
    );
  });

  it('that was redirected adds no validators to the lock', async () => {
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

  it('may be YAML', async () => {
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

  it('is not written partially if the lock cannot be written', async () => {
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
  it('without validators is recognised by its hash; no committed file changes', async () => {
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

describe('the URL', () => {
  it('is null for the pinned snapshot', async () => {
    const server = await scriptedServer(json(extendedSpec()));
    const root = await temporaryRoot({ url: server.url() });
    expect(await download({ root, pinned: true })).toMatchObject({
      outcome: 'pinned',
      reason: 'it was requested',
      stats: { operations: 2 },
    });
    expect(server.requests).toEqual([]);
  });

  it('is the option, then KAITEN_SPEC_URL, then source.json', async () => {
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
