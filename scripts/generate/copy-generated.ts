import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMain } from '../cli/main.ts';
import { writeFileAtomic } from '../cli/write.ts';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { readManifest, replaceFiles } from './files.ts';
import { TARGETS } from './targets.ts';

/**
 * The folder for the output of a package's tasks, with paths relative to the root of the
 * repository. Generated files are committed, and turbo treats committed outputs of a task as its
 * inputs, which would build every change twice. So the outputs are here, ignored by git.
 */
const STAGING = '.generated';

const USAGE = `Usage: pnpm copy-generated

Copies the output of the patch, bundle and generate tasks from their .generated folders to the
folders where it is committed, and removes committed files that are no longer generated.`;

await runMain(USAGE, async () => {
  const { contract, mismatches, overlayLock, undocumented } = contractPaths('');
  await Promise.all([
    ...[contract, mismatches, overlayLock, undocumented].map((path) => copyDocument(ROOT, path)),
    ...Object.values(TARGETS).map((target) => copyTarget(ROOT, target)),
  ]);
});

async function copyDocument(root: string, path: string): Promise<void> {
  const staged = join(root, 'specs/kaiten', STAGING, path);
  await writeFileAtomic(join(root, path), await readFile(staged, 'utf8'));
}

async function copyTarget(
  root: string,
  target: { readonly package: string; readonly folder: string },
): Promise<void> {
  const staged = join(root, target.package, STAGING, target.folder);
  // The cache restores files but removes none: only the manifest lists the files of this run.
  const paths = await readManifest(staged);
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(staged, path), 'utf8')] as const),
  );
  await replaceFiles(join(root, target.folder), new Map(files));
}
