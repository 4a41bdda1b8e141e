import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeneratedFiles } from './files.ts';

const MANIFEST = 'manifest.gen.json';

/** Adds the list of the files themselves. */
export function withManifest(files: GeneratedFiles): GeneratedFiles {
  const paths = [MANIFEST, ...files.keys()].sort();
  return new Map([...files, [MANIFEST, `${JSON.stringify(paths, null, 2)}\n`]]);
}

/** The paths that belong into a folder of generated files. */
export async function readManifest(folder: string): Promise<string[]> {
  return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
}
