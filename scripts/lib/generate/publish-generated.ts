import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractPaths } from '../contract/paths.ts';
import { writeFileAtomic } from '../document/write.ts';
import { readManifest } from './manifest.ts';
import { publishFiles } from './publish.ts';
import { TARGETS } from './targets.ts';

/**
 * Where a package's tasks put what they make, laid out as below the repository's root. Generated
 * files are committed, and turbo takes committed outputs of a task for its inputs: with them as
 * outputs, every change would be built twice. So the outputs are here, ignored by git.
 */
const STAGING = '.generated';

/** Brings the committed contracts and sources in line with what the tasks made. */
export async function publishGenerated(root: string): Promise<void> {
  const { contract, mismatches, undocumented } = contractPaths('');
  await Promise.all([
    publishDocument(root, contract),
    publishDocument(root, mismatches),
    publishDocument(root, undocumented),
    ...Object.values(TARGETS).map((target) => publishTarget(root, target)),
  ]);
}

async function publishDocument(root: string, path: string): Promise<void> {
  const staged = join(root, 'specs/kaiten', STAGING, path);
  await writeFileAtomic(join(root, path), await readFile(staged, 'utf8'));
}

async function publishTarget(
  root: string,
  target: { readonly package: string; readonly folder: string },
): Promise<void> {
  const staged = join(root, target.package, STAGING, target.folder);
  // The cache puts files back but takes none away: only the manifest knows which are of this run.
  const paths = await readManifest(staged);
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(staged, path), 'utf8')] as const),
  );
  await publishFiles(join(root, target.folder), new Map(files));
}
