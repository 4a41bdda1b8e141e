import { execFile } from 'node:child_process';
import { cp, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleOperation, samplePaths, sampleSpec } from '../testing/sample-spec.ts';
import { json, scriptedServer, silence, status, versioned } from '../testing/scripted-server.ts';
import { committedFiles, temporaryRoot, UNREACHABLE_URL } from '../testing/temporary-root.ts';

const SCRIPTS = fileURLToPath(new URL('..', import.meta.url));

/** The program locates its repository relative to itself, so the root contains a copy of it. */
async function rootWithProgram(url: string): Promise<string> {
  const root = await temporaryRoot({ url });
  const filter = (path: string) => basename(path) !== 'node_modules';
  await cp(SCRIPTS, join(root, 'scripts'), { recursive: true, filter });
  await symlink(join(SCRIPTS, 'node_modules'), join(root, 'scripts/node_modules'));
  return root;
}

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(root: string, args: string[] = [], env: Record<string, string> = {}): Promise<Run> {
  const program = join(root, 'scripts/download/cli.ts');
  const options = { cwd: root, env: { ...process.env, KAITEN_SPEC_URL: '', ...env } };
  return new Promise((resolve) => {
    const child = execFile('node', [program, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

it('reports the live spec on each run', async () => {
  const grown = sampleSpec({ ...samplePaths(), '/a': { get: sampleOperation('get_a') } });
  const server = await scriptedServer(
    versioned(sampleSpec(), '"1"'),
    versioned(sampleSpec(), '"1"'),
    versioned(grown, '"2"'),
  );
  const root = await rootWithProgram(server.url());
  const told = async () => (await run(root)).stdout.replace(server.url(), 'URL');
  expect(await told()).toBe('Live spec from URL, unchanged: 2 operations, 1 schema\n');
  expect(await told()).toBe('Live spec from URL, not modified: 2 operations, 1 schema\n');
  expect(await told()).toBe('Live spec from URL, changed: 3 operations, 1 schema\n  + GET /a\n');
  expect((await committedFiles(root))['upstream.json']).toContain('get_a');

  await server.stop();
  const { code, stderr, stdout } = await run(root);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Pinned snapshot, because .* refused .*: 3 operations, 1 schema\n$/);
  expect(stderr).toBe('');
});

it('prints one JSON document with --json', async () => {
  const server = await scriptedServer(json(sampleSpec()));
  const root = await rootWithProgram(UNREACHABLE_URL);
  const { stderr, stdout } = await run(root, ['--json'], { KAITEN_SPEC_URL: server.url() });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    outcome: 'unchanged',
    url: server.url(),
    isSource: false,
    changes: { added: [], removed: [], changed: [] },
    stats: {
      operations: 2,
      paths: 1,
      schemas: 1,
      bytes: JSON.stringify(sampleSpec()).length,
    },
    warnings: [],
  });
});

describe('exits with 1', () => {
  it('if the response is unusable', async () => {
    const server = await scriptedServer(status(403));
    const root = await rootWithProgram(server.url());
    const before = await committedFiles(root);
    const { code, stderr, stdout } = await run(root);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${server.url()} responded with 403 Forbidden`);
    expect(stderr).not.toContain('    at ');
    expect(await committedFiles(root)).toEqual(before);
  });

  it('if the server does not respond in time and a live spec is required', async () => {
    const server = await scriptedServer(silence);
    const root = await rootWithProgram(UNREACHABLE_URL);
    const args = ['--require-live', '--timeout', '50', '--url', server.url()];
    const { code, stderr } = await run(root, args);
    expect(code).toBe(1);
    expect(stderr).toContain('did not send a complete response within 0.05 s, after 3 attempts');
  });
});

it('sends no request with --pinned', async () => {
  const server = await scriptedServer(status(500));
  const root = await rootWithProgram(server.url());
  const { code, stdout } = await run(root, ['--pinned']);
  expect(code).toBe(0);
  expect(stdout).toBe('Pinned snapshot, because it was requested: 2 operations, 1 schema\n');
  expect(server.requests).toEqual([]);
});

it('exits with 2 and prints the usage if the arguments are wrong', async () => {
  const root = await rootWithProgram(UNREACHABLE_URL);
  const cases: [string[], string][] = [
    [['--pinned', '--require-live'], '--pinned and --require-live exclude each other'],
    [['--timeout', '0'], '--timeout must be an integer from 1 to 600000, is 0'],
    [['--timeout', 'soon'], '--timeout must be an integer from 1 to 600000, is soon'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ];
  for (const [args, reason] of cases) {
    const { code, stderr } = await run(root, args);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).toContain('Usage: pnpm -s spec:download');
  }
});
