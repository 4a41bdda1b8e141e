import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { contractPaths } from '../contracts/paths.ts';
import { sampleSpec } from '../testing/sample-spec.ts';
import { scriptedServer, silence, versioned } from '../testing/scripted-server.ts';
import {
  committedFiles,
  download,
  downloadAndCommit,
  editByHand,
  readJson,
  temporaryRoot,
  UNREACHABLE_URL,
} from '../testing/temporary-root.ts';
import { SpecUnreachableError } from './failures.ts';

const NO_CHANGES = { added: [], removed: [], changed: [] };

describe('without a response', () => {
  it('uses the pinned snapshot and reports why', async () => {
    const root = await temporaryRoot();
    const before = await committedFiles(root);
    const plan = await downloadAndCommit({ root });
    expect(plan).toMatchObject({
      outcome: 'pinned',
      reason: expect.stringContaining(
        `${UNREACHABLE_URL} cannot be read: the connection was refused`,
      ),
      changes: NO_CHANGES,
      stats: { operations: 2 },
      upstream: await readJson(contractPaths(root).upstream),
    });
    expect(await committedFiles(root)).toEqual(before);
  });

  it('before the timeout', async () => {
    const server = await scriptedServer(silence);
    const root = await temporaryRoot({ url: server.url() });
    expect(await download({ root, timeoutMs: 30, retries: 0 })).toMatchObject({
      outcome: 'pinned',
      reason: `${server.url()} did not send a complete response within 0.03 s`,
    });
  });

  it('that is complete', async () => {
    const server = await scriptedServer((_, response) => {
      response.writeHead(200).write('{"openapi":', () => response.destroy());
    });
    const root = await temporaryRoot({ url: server.url() });
    expect(await download({ root })).toMatchObject({
      outcome: 'pinned',
      reason: expect.stringContaining('the connection was closed'),
    });
  });

  it('after the server has stopped', async () => {
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
    [
      'edited',
      (root) => editByHand(contractPaths(root).upstream),
      'upstream.lock.json was written for',
    ],
    ['broken', (root) => writeFile(contractPaths(root).upstream, '{'), 'Expected property name'],
    ['not an object', (root) => writeFile(contractPaths(root).upstream, '[]'), 'is not an object'],
    ['missing', (root) => rm(contractPaths(root).upstream), 'the file does not exist'],
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

  it('continues without a lock and warns', async () => {
    const root = await temporaryRoot();
    await rm(contractPaths(root).lock);
    expect(await download({ root })).toMatchObject({
      outcome: 'pinned',
      stats: { operations: 2, bytes: null },
      warnings: [{ message: 'the file does not exist; the file is ignored' }],
    });
  });
});
