import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../cli/write.ts';
import type { PackageBump } from './packages.ts';

/** The one changeset that is made of the contract; each run replaces it. */
export function contractChangeset(root: string): string {
  return join(root, '.changeset/contract.md');
}

/** Writes the changeset, or removes it where there is nothing to say. */
export async function writeContractChangeset(
  root: string,
  bumps: readonly PackageBump[],
  text: string,
): Promise<'written' | 'same' | 'removed'> {
  const file = contractChangeset(root);
  if (bumps.length === 0) {
    await rm(file, { force: true });
    return 'removed';
  }
  const releases = bumps.map(({ name, bump }) => `"${name}": ${bump}`);
  return writeFileAtomic(file, `---\n${releases.join('\n')}\n---\n\n${text.trimEnd()}\n`);
}
