import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedPaths } from '../cli/changed-paths.ts';

const NOTE = `Merging this publishes the packages below. It is made anew whenever a changeset reaches the main
branch.`;

/** What a pull request with new versions says: the newest notes of each changelog that changed. */
export async function versionNotes(root: string): Promise<string> {
  const changed = new Set(await changedPaths(root));
  const folders = (await readdir(join(root, 'packages'))).map((name) => `packages/${name}`);
  const notes = folders
    .filter((folder) => changed.has(`${folder}/CHANGELOG.md`))
    .map((folder) => notesOf(join(root, folder)));
  return [NOTE, ...(await Promise.all(notes)).sort()].join('\n\n');
}

async function notesOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));

  const text = await readFile(join(folder, 'CHANGELOG.md'), 'utf8');
  return `# ${name}@${version}\n\n${newestSection(text)}`;
}

/** What stands below the first heading of a version, up to the next one. */
export function newestSection(changelog: string): string {
  const [, newest = ''] = changelog.split(/^## .*$/m);
  return newest.trim();
}
