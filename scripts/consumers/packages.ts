import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';

/** The folders of packages, by the names that programs import. */
export type PackageFolders = ReadonlyMap<string, string>;

/** The packages of a repository, with their dependencies. */
export async function packagesIn(root: string): Promise<PackageFolders> {
  const found = new Map<string, string>();
  for (const entry of await readdir(join(root, 'packages'))) {
    const folder = join(root, 'packages', entry);
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    found.set(manifest.name, folder);
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      if (!found.has(name)) found.set(name, join(folder, 'node_modules', name));
    }
  }
  return found;
}

/**
 * A generated file of each package whose declarations match its source. Together, they contain all
 * types and names.
 */
const GENERATED_FILES: Readonly<Record<string, string>> = {
  '@kaiten-sdk/types': 'generated/openapi.gen',
  '@kaiten-sdk/client': 'generated/index',
  '@kaiten-sdk/zod': 'generated/index.gen',
};

/**
 * Checks that packages were built from their current sources: outdated declarations would hide
 * breaks. Compares content, because timestamps depend on when files were checked out.
 *
 * @throws `PipelineError` with the names of the packages.
 */
export async function requireBuilt(packages: PackageFolders): Promise<void> {
  const problems = await Promise.all(
    Object.entries(GENERATED_FILES).map(async ([name, path]): Promise<Problem[]> => {
      const folder = packages.get(name) ?? '';
      const [source, built] = await Promise.all([
        readFile(join(folder, 'src', `${path}.ts`), 'utf8').catch(() => ''),
        readFile(join(folder, 'dist', `${path}.d.ts`), 'utf8').catch(() => undefined),
      ]);
      if (built !== undefined && withoutFormat(built) === withoutFormat(source)) return [];
      const state = built === undefined ? 'is not built' : 'was built from other sources';
      return [{ message: `${name} ${state}`, hint: 'Run npm start -- --pinned.' }];
    }),
  );
  if (problems.flat().length === 0) return;
  throw new PipelineError('The code of consumers cannot be compiled', problems.flat());
}

/** Declarations without what formatters and the compiler change. */
function withoutFormat(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/[\s;,]/g, '')
    .replaceAll('"', "'");
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    // Packages resolve each other in node_modules, as in a user's project.
    preserveSymlinks: true,
  },
};

/** One error of the TypeScript compiler. */
export interface CompileError {
  /** Relative to the folder of the programs. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The first line of the message, with object types shortened to `{ … }`. */
  readonly message: string;
}

/** Compiles programs in a folder like a user's project, with packages in `node_modules`. */
export async function compilePrograms(
  packages: PackageFolders,
  programs: ReadonlyMap<string, string>,
): Promise<CompileError[]> {
  const project = await mkdtemp(join(tmpdir(), 'consumers-'));
  try {
    for (const [name, folder] of packages) {
      const link = join(project, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(folder, link, 'dir');
    }
    const tsconfig = JSON.stringify({ ...TSCONFIG, files: [...programs.keys()] });
    await writeFile(join(project, 'tsconfig.json'), tsconfig);
    await writeFile(join(project, 'package.json'), '{ "type": "module" }');
    for (const [file, text] of programs) await writeFile(join(project, file), text);
    return await runCompiler(project);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** The compiler of the repository, which is newer than that of the generators. */
const MANIFEST = createRequire(join(ROOT, 'package.json')).resolve('typescript/package.json');
const TSC = join(MANIFEST, '../bin/tsc');
const ERROR = /^(.+?)\((\d+),\d+\): error TS\d+: (.*)$/;

function runCompiler(folder: string): Promise<CompileError[]> {
  return new Promise((resolve, reject) => {
    const args = [TSC, '-p', 'tsconfig.json', '--pretty', 'false'];
    const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 };
    execFile(process.execPath, args, options, (failure, stdout, stderr) => {
      const errors = stdout.split('\n').flatMap((text): CompileError[] => {
        const [, file, line, message] = ERROR.exec(text) ?? [];
        if (!file || !message) return [];
        return [{ file, line: Number(line), message: message.replace(/\{[^']*\}/g, '{ … }') }];
      });
      if (failure && errors.length === 0) {
        reject(new Error(`The compiler failed: ${stdout}${stderr}`, { cause: failure }));
      } else resolve(errors);
    });
  });
}
