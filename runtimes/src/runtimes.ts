import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { build as viteBuild } from 'vite';
import type { Outcome } from '../suite/run.ts';
import { runCommand } from './run-command.ts';
import type { RuntimeServer } from './server.ts';

interface Context {
  /** Has the packages installed, and the suite. */
  readonly folder: string;
  readonly server: RuntimeServer;
}

export interface Runtime {
  /** Column of the table. */
  readonly name: string;
  /** The word for it in the READMEs. */
  readonly family: 'Node' | 'Deno' | 'Bun' | 'browsers' | 'workers';
  /** Why it cannot run here, or `undefined`. */
  readonly missing: string | undefined;
  run(context: Context): Promise<Outcome[]>;
}

const require = createRequire(import.meta.url);
const SUITE = fileURLToPath(new URL('../suite', import.meta.url));

/** Names of checks that are made outside of the suite. */
export const EXITS = 'exits by itself';
export const REQUIRES = 'require() loads the packages';
export const SHARED = 'concurrent requests share one client';

export const RUNTIMES: readonly Runtime[] = [
  node('Node 20.0', 'node-20.0', 'v20.0.0'),
  node('Node 20.19', 'node-20', 'v20.19.0'),
  node('Node 22.12', 'node-22', 'v22.12.0'),
  node('Node 24', 'node', 'v24.21.0'),
  server('Bun', 'Bun', bunPath(), (file) => [file]),
  {
    name: 'Bun, compiled',
    family: 'Bun',
    missing: absent(bunPath(), 'bun'),
    run: async ({ folder, server: { origin } }) => {
      const file = join(folder, 'compiled-suite');
      const args = ['build', '--compile', '--outfile', file, 'entry.mjs'];
      await runCommand(bunPath() ?? '', args, folder);
      // Away from node_modules, which a compiled program does not have.
      return withFolder(async (elsewhere) =>
        outcomesOf(await runCommand(file, [origin], elsewhere)),
      );
    },
  },
  server('Deno', 'Deno', denoPath(), (file) => [
    'run',
    '--allow-all',
    '--no-prompt',
    '--cached-only',
    file,
  ]),
  browser('Chromium', chromiumPath(), chromiumArguments, esbuildBundle),
  browser('Chromium, Vite', chromiumPath(), chromiumArguments, viteBundle),
  browser('Firefox', firefoxPath(), firefoxArguments, esbuildBundle),
  {
    name: 'workerd',
    family: 'workers',
    missing: undefined,
    run: async (context) => {
      const contents = await bundle(context.folder, WORKER);
      const worker = new Miniflare({
        modules: true,
        script: contents,
        compatibilityDate: '2026-07-01',
      });
      try {
        const response = await worker.dispatchFetch(`http://worker/?${context.server.origin}`);
        const outcomes = (await response.json()) as Outcome[];
        return [
          ...outcomes,
          await attempt(SHARED, () => sharedClient(worker, context.server.origin)),
        ];
      } finally {
        await worker.dispose();
      }
    },
  },
];

const WORKER = `
  import { createKaiten } from 'kaiten-sdk';
  import { runChecks } from './suite/run.ts';
  let shared;
  export default {
    async fetch(request) {
      const { search, pathname } = new URL(request.url);
      const origin = search.slice(1);
      if (pathname === '/') return Response.json(await runChecks(origin));
      const baseUrl = origin + '/echo/shared/api/latest';
      shared ??= createKaiten({ baseUrl, token: 'x', rateLimit: { limit: 2 } });
      const card = await shared.cards.get({ card_id: 1 });
      return Response.json(card.id);
    },
  };`;

const SHARED_LIMIT = 10_000;

/** Each request may wait for the limit; none may wait for another request. */
async function sharedClient(worker: Miniflare, origin: string): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const response = await worker.dispatchFetch(`http://worker/shared?${origin}`, {
        signal: AbortSignal.timeout(SHARED_LIMIT),
      });
      return response.ok ? response.json() : (await response.text()).slice(0, 120);
    }),
  );
  const failed = answers.filter((answer) => answer !== 1);
  if (failed.length > 0) throw new Error(`${failed.length} of 5 requests failed: ${failed[0]}`);
}

/** Writes the suite and its entries into a folder that has the packages. */
export async function writeSuite(folder: string): Promise<void> {
  await build({
    entryPoints: ['check.ts', 'checks.ts', 'run.ts'].map((file) => join(SUITE, file)),
    outdir: join(folder, 'suite'),
    format: 'esm',
    logLevel: 'warning',
    // Node 20 does not run TypeScript, so the imports are compiled, too.
    bundle: true,
    packages: 'external',
    splitting: true,
    outExtension: { '.js': '.mjs' },
  });
  await writeFile(
    join(folder, 'entry.mjs'),
    `
    import { runChecks } from './suite/run.mjs';
    const { version } = globalThis.process;
    console.log(JSON.stringify({ version, outcomes: await runChecks(globalThis.process.argv[2]) }));`,
  );
  await writeFile(
    join(folder, 'require.cjs'),
    `
    const { createKaiten } = require('kaiten-sdk');
    const { receiveWebhook } = require('@kaiten-sdk/webhooks');
    const { validators } = require('@kaiten-sdk/zod/validators');
    createKaiten({ domain: 'acme', token: 'x', validators });
    console.log([typeof createKaiten, typeof receiveWebhook, typeof validators].join());`,
  );
}

function node(name: string, alias: string, version: string): Runtime {
  // The package of Node has the binary; \`node\` on the path may be another one.
  const command = join(dirname(require.resolve(`${alias}/package.json`)), 'bin/node');
  return server(name, 'Node', command, (file) => [file], version);
}

function server(
  name: string,
  family: Runtime['family'],
  command: string | undefined,
  argumentsOf: (file: string) => readonly string[],
  version?: string,
): Runtime {
  return {
    name,
    family,
    missing: absent(command, name),
    async run({ folder, server: { origin } }) {
      const program = command ?? '';
      const output = await runCommand(program, [...argumentsOf('entry.mjs'), origin], folder);
      if (version === 'v20.0.0') return outcomesOf(output, version);
      const requires = await attempt(REQUIRES, async () => {
        const printed = await runCommand(program, argumentsOf('require.cjs'), folder);
        if (printed.trim() !== 'function,function,object') throw new Error(`it printed ${printed}`);
      });
      return [...outcomesOf(output, version), requires];
    },
  };
}

/** The program printed its outcomes and has ended, since its output ended. */
function outcomesOf(output: string, expected?: string): Outcome[] {
  const { version, outcomes } = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  if (expected && version !== expected) throw new Error(`Node is ${version}, not ${expected}`);
  return [...outcomes, { name: EXITS }];
}

function browser(
  name: string,
  command: string | undefined,
  argumentsOf: (profile: string) => readonly string[],
  bundleOf: (folder: string) => Promise<string>,
): Runtime {
  return {
    name,
    family: 'browsers',
    missing: absent(command, name),
    async run({ folder, server: { page } }) {
      const { path, results } = page(await bundleOf(folder));
      return withFolder(async (profile) => {
        const args = [...argumentsOf(profile), path];
        const child = spawn(command ?? '', args, {
          stdio: 'ignore',
          detached: true,
          env: { ...process.env, HOME: profile },
        });
        const ended = new Promise((resolve) => child.once('exit', resolve));
        try {
          return (await Promise.race([results, tooLate(name)])) as Outcome[];
        } finally {
          // A browser has processes of its own: they are all in its group.
          if (child.pid) process.kill(-child.pid, 'SIGKILL');
          await ended;
        }
      });
    },
  };
}

const BROWSER_LIMIT = 80_000;

function tooLate(name: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`${name} reported nothing within ${BROWSER_LIMIT} ms`)),
      BROWSER_LIMIT,
    ).unref();
  });
}

const PAGE = `
  import { runChecks } from './suite/run.ts';
  const outcomes = await runChecks(location.origin).catch((error) => [{ name: 'the suite', error: String(error) }]);
  await fetch('results', { method: 'POST', body: JSON.stringify(outcomes) });`;

function esbuildBundle(folder: string): Promise<string> {
  return bundle(folder, PAGE);
}

async function bundle(folder: string, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: contents.replace('./suite/run.ts', './suite/run.mjs'), resolveDir: folder },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

async function viteBundle(folder: string): Promise<string> {
  const entry = join(folder, 'vite-entry.js');
  await writeFile(entry, PAGE.replace('./suite/run.ts', './suite/run.mjs'));
  await viteBuild({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: join(folder, 'vite'),
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false } },
      minify: true,
      target: 'es2022',
    },
  });
  return readFile(join(folder, 'vite/page.js'), 'utf8');
}

function chromiumArguments(profile: string): readonly string[] {
  return [
    '--headless',
    '--no-sandbox',
    '--no-first-run',
    '--disable-gpu',
    `--user-data-dir=${profile}`,
  ];
}

function firefoxArguments(profile: string): readonly string[] {
  return ['--headless', '--no-remote', '--profile', profile];
}

function chromiumPath(): string | undefined {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    existsSync,
  );
}

function firefoxPath(): string | undefined {
  return ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
}

function bunPath(): string | undefined {
  return platformBinary(
    'bun-runtime',
    `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`,
    'bin/bun',
  );
}

function denoPath(): string | undefined {
  const libc = process.platform === 'linux' ? '-glibc' : '';
  return platformBinary('deno-runtime', `@deno/${process.platform}-${process.arch}${libc}`, 'deno');
}

/** The binary of an optional dependency: the script that would link it is not run. */
function platformBinary(wrapper: string, name: string, path: string): string | undefined {
  try {
    const from = createRequire(require.resolve(`${wrapper}/package.json`));
    const binary = join(dirname(from.resolve(`${name}/package.json`)), path);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function absent(path: string | undefined, name: string): string | undefined {
  return path && existsSync(path) ? undefined : `${name} is not installed`;
}

async function attempt(name: string, run: () => Promise<void>): Promise<Outcome> {
  try {
    await run();
    return { name };
  } catch (error) {
    return { name, error: String(error) };
  }
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
