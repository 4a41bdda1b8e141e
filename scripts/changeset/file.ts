import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../cli/write.ts';
import type { SectionedDiff } from '../diff/index.ts';
import { diffSincePublished } from './contract-diff.ts';
import { type PackageBump, packageBumps } from './packages.ts';
import { changesetText } from './text.ts';

/** What writing the changeset resulted in. */
export interface ContractChangeset {
  readonly diff: SectionedDiff;
  readonly bumps: readonly PackageBump[];
  readonly file: string;
  readonly outcome: 'written' | 'same' | 'removed';
}

/**
 * Writes the changeset for what changed in the contract since it was published, or removes it if
 * nothing changed. Each run replaces the one from before.
 *
 * @param options.consumers Whether code written for the published contract is compiled as well.
 */
export async function updateContractChangeset(
  root: string,
  options: { readonly consumers: boolean },
): Promise<ContractChangeset> {
  const diff = await diffSincePublished(root, options);
  const bumps = packageBumps(diff.changes);
  const file = join(root, '.changeset/contract.md');
  if (bumps.length === 0) {
    await rm(file, { force: true });
    return { diff, bumps, file, outcome: 'removed' };
  }
  const releases = bumps.map(({ name, bump }) => `"${name}": ${bump}`).join('\n');
  const text = changesetText(diff, diff.sections).trimEnd();
  const outcome = await writeFileAtomic(file, `---\n${releases}\n---\n\n${text}\n`);
  return { diff, bumps, file, outcome };
}
