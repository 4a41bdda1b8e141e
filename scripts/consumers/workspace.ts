import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    module: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    // Packages see each other as in a user's node_modules, and not from where they lie here.
    preserveSymlinks: true,
  },
};

/** Folders by the names that programs import them by. */
export type Packages = ReadonlyMap<string, string>;

/** The packages of a repository, and what they depend on. */
export async function packagesIn(root: string): Promise<Packages> {
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

/** Works in a folder as a user has it: programs, with packages in `node_modules`. */
export async function withWorkspace<T>(
  packages: Packages,
  files: ReadonlyMap<string, string>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const workspace = await mkdtemp(join(tmpdir(), 'consumers-'));
  try {
    for (const [name, folder] of packages) {
      const link = join(workspace, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(folder, link, 'dir');
    }
    const project = { ...TSCONFIG, files: [...files.keys()] };
    await writeFile(join(workspace, 'tsconfig.json'), JSON.stringify(project));
    await writeFile(join(workspace, 'package.json'), '{ "type": "module" }');
    for (const [file, text] of files) await writeFile(join(workspace, file), text);
    return await work(workspace);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}
