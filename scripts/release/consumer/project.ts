import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../../cli/folder.ts';
import { serializeDocument } from '../../cli/write.ts';
import { isObject, type Json } from '../../openapi/json.ts';
import type { PublicPackage } from '../packages.ts';

const CALLS = 'call-server.ts';
const IMPORTS = 'import-all.ts';

/** The programs that the project runs. */
export const PROGRAMS = [IMPORTS, CALLS] as const;

const COMPILER_OPTIONS = {
  target: 'ES2022',
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
};

/** Writes a project that depends on every package, on its peers, and on tools to check types. */
export async function writeProject(
  folder: string,
  packages: readonly PublicPackage[],
  tools: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const own = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  const peers = Object.assign({}, ...packages.map((one) => one.peers));
  const files = {
    'package.json': {
      name: 'consumer',
      private: true,
      type: 'module',
      dependencies: { ...peers, ...own },
      devDependencies: { ...tools },
    },
    'tsconfig.json': { compilerOptions: COMPILER_OPTIONS, include: ['*.ts'] },
    // The packages are seconds old; pnpm would refuse to install them.
    'pnpm-workspace.yaml': { minimumReleaseAge: 0 },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), serializeDocument(content, name));
  }
  await copyFile(join(import.meta.dirname, CALLS), join(folder, CALLS));
}

/** Writes the program that imports every entry point of the installed packages. */
export async function writeImports(
  folder: string,
  packages: readonly PublicPackage[],
): Promise<number> {
  const lists = packages.map(async ({ name }) => {
    const root = join(folder, 'node_modules', name);
    const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return entryPoints(name, exports, await listFiles(root));
  });
  const modules = (await Promise.all(lists)).flat();
  await writeFile(join(folder, IMPORTS), importAll(modules));
  return modules.length;
}

function importAll(modules: readonly string[]): string {
  return [
    ...modules.map((name, index) => `import * as m${index} from '${name}';`),
    `const modules: object[] = [${modules.map((_, index) => `m${index}`).join(', ')}];`,
    'console.log(modules.flatMap((one) => Object.keys(one)).length);',
    '',
  ].join('\n');
}

/**
 * Lists the modules that can be imported from an installed package.
 *
 * @param exports `exports` of its manifest; a pattern (`./operations/*`) stands for all matching files.
 * @param files The files of the package, relative to its root.
 * @returns Specifiers such as `kaiten-sdk/undocumented`, without JSON files.
 */
export function entryPoints(name: string, exports: Json, files: readonly string[]): string[] {
  return Object.entries(isObject(exports) ? exports : { '.': exports }).flatMap(
    ([subpath, target]) => {
      const file = fileOf(target);
      if (!file?.endsWith('.js')) return [];
      const names = subpath.includes('*') ? matches(file, files) : [''];
      return names.map((one) => `${name}${subpath.replace(/^\./, '').replace('*', one)}`);
    },
  );
}

/** The target of the condition `default`. */
function fileOf(target: Json | undefined): string | undefined {
  const file = isObject(target) ? target.default : target;
  return typeof file === 'string' ? file.replace(/^\.\//, '') : undefined;
}

/** The text that the star stands for, for each matching file. */
function matches(pattern: string, files: readonly string[]): string[] {
  const [head = '', tail = ''] = pattern.split('*');
  return files
    .filter((file) => file.startsWith(head) && file.endsWith(tail))
    .map((file) => file.slice(head.length, file.length - tail.length))
    .filter((name) => !name.includes('.'));
}

const TYPE_CHECKERS = ['typescript', '@types/node'];

/** The packages that check types, in the versions that the repository uses. */
export async function typeCheckers(root: string): Promise<Record<string, string>> {
  const entries = TYPE_CHECKERS.map(async (name) => {
    const manifest = join(root, 'node_modules', name, 'package.json');
    return [name, JSON.parse(await readFile(manifest, 'utf8')).version] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
