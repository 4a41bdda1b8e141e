import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '../../cli/folder.ts';
import { serializeDocument } from '../../cli/write.ts';
import { entryPoints } from '../entry-points.ts';
import type { PublicPackage } from '../public-packages.ts';

/** The program that a project runs, beside the one that imports everything. */
const CALLS = 'call-server.ts';
const IMPORTS = 'import-all.ts';

export const PROGRAMS = [IMPORTS, CALLS] as const;

const COMPILER_OPTIONS = {
  target: 'ES2022',
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
};

/** Writes a project that depends on every package, on its peers, and on what checks types. */
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
    // The packages are seconds old, which pnpm would hold against them.
    'pnpm-workspace.yaml': { minimumReleaseAge: 0 },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), serializeDocument(content, name));
  }
  await copyFile(join(import.meta.dirname, CALLS), join(folder, CALLS));
}

/** Writes the program that imports everything, as it is installed in the project. */
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
