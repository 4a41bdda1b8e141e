import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GeneratedFiles } from './files.ts';

const MANIFEST = 'manifest.gen.json';

/**
 * Adds the list of the files themselves. A build cache puts files back but takes none away, so what
 * an older or newer contract left behind is found by it.
 */
export function withManifest(files: GeneratedFiles): GeneratedFiles {
  const paths = [MANIFEST, ...files.keys()].sort();
  return new Map([...files, [MANIFEST, `${JSON.stringify(paths, null, 2)}\n`]]);
}

/** The paths that belong into a folder of generated files; undefined where nothing tells. */
export async function readManifest(folder: string): Promise<string[] | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
  } catch {
    return undefined;
  }
}
