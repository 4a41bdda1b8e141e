import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { pinnedDocument } from '../openapi/sample-document.ts';
import { patchContract } from '../patch/index.ts';
import { type SampleRepository, sampleRepository } from '../testing/sample-repository.ts';

const SCRIPT = fileURLToPath(new URL('cli.ts', import.meta.url));

const SPACES = `# How spaces differ from their documentation.
overlay: 1.1.0
info:
  title: Spaces
  version: 1.0.0
actions:
  - target: $.info.title
    update: Spaces # as people call it

  # The stub has no limit.
  - target: $.paths['/spaces'].get
    update:
      parameters: &page
        - { name: limit, in: query, schema: { type: integer } }
  - target: $.paths['/spaces'].post
    update: { summary: Create a space }
`;

let repository: SampleRepository;
beforeEach(async () => {
  repository = await sampleRepository();
  await repository.write('overlays/spaces.overlay.yaml', SPACES);
  await copyFile(contractPaths(ROOT).policy, contractPaths(repository.root).policy);
  await patchContract(repository.root);
});
afterEach(() => repository.remove());

function adopt(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const command = [SCRIPT, ...args, '--root', repository.root];
    execFile(process.execPath, command, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function files(): Promise<Record<string, string>> {
  const { contract, overlayLock, overlays } = contractPaths(repository.root);
  const overlay = join(overlays, 'spaces.overlay.yaml');
  const texts = await Promise.all(
    [contract, overlayLock, overlay].map((path) => readFile(path, 'utf8')),
  );
  return { contract: texts[0] ?? '', lock: texts[1] ?? '', overlay: texts[2] ?? '' };
}

/** Pins an upstream that has the parameter, too. */
async function upstreamHasLimit(name = 'limit'): Promise<void> {
  const upstream = pinnedDocument();
  const { get } = (upstream.paths as JsonObject)['/spaces'] as { get: JsonObject };
  get.parameters = [{ name, in: 'query', schema: { type: 'integer' } }];
  await repository.write('upstream.json', upstream);
}

describe('adopting what upstream has', () => {
  it('removes the action, keeps the rest of the file, and says that the contract stays the same', async () => {
    await upstreamHasLimit();
    await expect(patchContract(repository.root)).rejects.toMatchObject({
      problems: [{ hint: expect.stringContaining('drop the action (pnpm spec:adopt spaces#2)') }],
    });
    const before = await files();
    const run = await adopt('spaces#2');
    expect(run).toEqual({
      code: 0,
      stdout: 'The action is dropped. The contract stays the same.\n',
      stderr: '',
    });
    const after = await files();
    expect(after.overlay).toBe(
      SPACES.replace(/ {2}- target: \$\.paths\['\/spaces'\]\.get\n(.*\n){3}/, ''),
    );
    expect(JSON.parse(after.contract ?? '')).toEqual(JSON.parse(before.contract ?? ''));
    await expect(patchContract(repository.root)).resolves.toMatchObject({ warnings: [] });
  });
});

describe('adopting something else', () => {
  it('prints what changes in the contract', async () => {
    await upstreamHasLimit('page_size');
    const run = await adopt('spaces#2', 'spaces#3');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^2 actions are dropped\. The contract changes:\n\nBreaking changes/,
    );
    expect(run.stdout).toContain('page_size');
  });

  it.each([
    [['spaces#9'], 'spaces#9 is not an action'],
    [['space#1'], 'space#1 is not an action'],
    [['spaces#1', 'spaces#2', 'spaces#3'], 'an overlay needs an action'],
    [['spaces#3'], "action 2, target $.paths['/spaces'].get: upstream has changed"],
    [['document#2'], '/paths/~1spaces/get'],
  ])('fails for %j, and changes no file', async (ids, message) => {
    await upstreamHasLimit('page_size');
    const before = await files();
    const run = await adopt(...ids);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(message);
    expect(await files()).toEqual(before);
  });

  it('goes on with another action that is kept', async () => {
    await upstreamHasLimit('page_size');
    const run = await adopt('spaces#3', '--keep', 'spaces#2');
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('explains its use without an action', async () => {
    const run = await adopt();
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: pnpm -s spec:adopt'),
    });
  });
});
