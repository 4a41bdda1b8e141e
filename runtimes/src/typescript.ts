import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

const require = createRequire(import.meta.url);
const CONSUMER = fileURLToPath(new URL('../consumer/consumer.ts', import.meta.url));

interface Compilation {
  readonly typescript: string;
  readonly resolution: 'nodenext' | 'bundler';
  /** Where the types of `fetch` come from: `@types/node` without the DOM library, or that library. */
  readonly platform: 'node' | 'dom';
  /** Whether declarations are checked as well, which takes most of the time. */
  readonly checksDeclarations: boolean;
}

/** Declarations are the same files for each resolution, so only the oldest and the newest version check them. */
export const COMPILATIONS: readonly Compilation[] = [
  compilation('typescript-5.4', 'nodenext', 'node', true),
  compilation('typescript-5.4', 'bundler', 'node', false),
  compilation('typescript-5', 'nodenext', 'node', false),
  compilation('typescript-5', 'bundler', 'node', false),
  compilation('typescript-6', 'nodenext', 'node', false),
  compilation('typescript-6', 'bundler', 'node', false),
  compilation('typescript', 'nodenext', 'node', true),
  compilation('typescript', 'bundler', 'node', true),
  compilation('typescript', 'nodenext', 'dom', true),
  compilation('typescript', 'bundler', 'dom', true),
];

function compilation(
  typescript: string,
  resolution: Compilation['resolution'],
  platform: Compilation['platform'],
  checksDeclarations: boolean,
): Compilation {
  return { typescript, resolution, platform, checksDeclarations };
}

/** Adds the program and `@types/node` to a folder that has the packages. */
export async function writeConsumer(folder: string): Promise<void> {
  const types = join(folder, 'node_modules/@types');
  await mkdir(types, { recursive: true });
  await rm(join(types, 'node'), { recursive: true, force: true });
  await symlink(dirname(require.resolve('@types/node/package.json')), join(types, 'node'));
  await copyFile(CONSUMER, join(folder, 'consumer.ts'));
}

/** @throws Error with the messages of the compiler if the program does not compile. */
export async function compile(folder: string, options: Compilation): Promise<void> {
  const { typescript, resolution, platform, checksDeclarations } = options;
  const project = join(folder, `tsconfig.${Object.values(options).join('.')}.json`);
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    target: 'es2022',
    module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
    moduleResolution: resolution,
    lib: platform === 'dom' ? ['ES2022', 'DOM'] : ['ES2022'],
    types: platform === 'dom' ? [] : ['node'],
    skipLibCheck: !checksDeclarations,
  };
  await writeFile(project, JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  const tsc = join(dirname(require.resolve(`${typescript}/package.json`)), 'bin/tsc');
  await runCommand(process.execPath, [tsc, '-p', project], folder);
}
