import { contractPaths, displayPath } from '../contract/paths.ts';
import { type Diff, diffDocuments } from '../diff/diff.ts';
import { readPolicy } from '../diff/policy.ts';
import { type Section, sectionsOf } from '../diff/sections.ts';
import { readDiffSide } from '../diff/side.ts';

export interface ContractDiff extends Diff {
  readonly sections: readonly Section[];
}

/** What differs between the contract that was published last and the one in the tree. */
export async function diffSincePublished(root: string): Promise<ContractDiff> {
  const paths = contractPaths(root);
  const [base, head, policy] = await Promise.all([
    readDiffSide(paths.published, root),
    readDiffSide(paths.contract, root),
    readPolicy(displayPath(paths.policy)),
  ]);
  const diff = await diffDocuments(base.document, head.document, policy);
  return { ...diff, sections: sectionsOf(diff.changes, base.document, head.document) };
}
