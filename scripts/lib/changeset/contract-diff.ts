import { changesOf, withConsumers } from '../consumers/changes.ts';
import { checkRepository } from '../consumers/repository.ts';
import { contractPaths, displayPath } from '../contract/paths.ts';
import { type Diff, diffDocuments } from '../diff/diff.ts';
import { readPolicy } from '../diff/policy.ts';
import { type Section, sectionsOf } from '../diff/sections.ts';
import { readDiffSide } from '../diff/side.ts';

export interface ContractDiff extends Diff {
  readonly sections: readonly Section[];
}

/**
 * What differs between the contract that was published last and the one in the tree.
 *
 * @param consumers Whether code written for the former is compiled with the packages as built, and
 * what breaks is counted, too.
 */
export async function diffSincePublished(
  root: string,
  { consumers }: { readonly consumers: boolean },
): Promise<ContractDiff> {
  const paths = contractPaths(root);
  const [base, head, policy, check] = await Promise.all([
    readDiffSide(paths.published, root),
    readDiffSide(paths.contract, root),
    readPolicy(displayPath(paths.policy)),
    consumers ? checkRepository(root) : undefined,
  ]);
  const documents = await diffDocuments(base.document, head.document, policy);
  const diff = check
    ? withConsumers(documents, changesOf(base.document, check.breaks, policy))
    : documents;
  return { ...diff, sections: sectionsOf(diff.changes, base.document, head.document) };
}
