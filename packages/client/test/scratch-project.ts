import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TSC = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

export interface ScratchProject {
  write(file: string, text: string): Promise<void>;
  /** The compiler's errors, as `file.ts:line TScode`. */
  compile(): Promise<string[]>;
  /** Runs a compiled program with the Node of this machine and returns what it prints. */
  run(file: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** A project that installs the packages as they would be published. */
export async function scratchProject(packages: readonly string[]): Promise<ScratchProject> {
  const folder = await mkdtemp(join(tmpdir(), 'consumer-'));
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await write('package.json', JSON.stringify({ private: true, type: 'module' }));
  await write('tsconfig.json', JSON.stringify({ compilerOptions: STRICTEST }));
  await install(folder, await pack(packages, join(folder, 'tarballs')));
  return {
    write,
    compile: () => compile(folder),
    async run(file, ...args) {
      const { stdout } = await execute(await nodeOfMachine(), [file, ...args], { cwd: folder });
      return stdout;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const STRICTEST = {
  target: 'ES2022',
  module: 'NodeNext',
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  types: [],
};

async function pack(packages: readonly string[], folder: string): Promise<string[]> {
  await mkdir(folder);
  const pnpm = join(ROOT, 'node_modules/.bin/pnpm');
  for (const name of packages) {
    await execute(pnpm, ['pack', '--pack-destination', folder], {
      cwd: join(ROOT, 'packages', name),
    });
  }
  return (await readdir(folder)).map((file) => join(folder, file));
}

async function install(folder: string, tarballs: readonly string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];
  await execute('npm', ['install', '--prefix', folder, ...quiet, ...tarballs], { cwd: folder });
}

async function compile(folder: string): Promise<string[]> {
  const output = await execute(process.execPath, [TSC, '-p', '.', '--pretty', 'false'], {
    cwd: folder,
  }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
  return output
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => line.replace(/^(.+)\((\d+),\d+\): error (TS\d+):.*$/, '$1:$2 $3'));
}

/** Package managers put the Node of the workspace first in `PATH`. */
async function nodeOfMachine(): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const folder of folders.filter((folder) => !folder.includes('node_modules'))) {
    const path = join(folder, 'node');
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return process.execPath;
}
