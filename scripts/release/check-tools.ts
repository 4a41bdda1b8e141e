import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAMES = ['typescript', '@types/node'];

/** What a user's project checks types with: in the versions that the repository uses itself. */
export async function checkTools(root: string): Promise<Record<string, string>> {
  const entries = NAMES.map(async (name) => {
    const manifest = join(root, 'node_modules', name, 'package.json');
    return [name, JSON.parse(await readFile(manifest, 'utf8')).version] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
