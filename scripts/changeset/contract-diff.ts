import { changesOf, checkRepository, withConsumers } from '../consumers/index.ts';
import { diffInSections, readComparison, type SectionedDiff } from '../diff/index.ts';

/**
 * What differs between the contract that was published last and the one in the tree.
 *
 * @param consumers Whether code written for the former is compiled with the packages as built, and
 * what breaks is counted, too.
 */
export async function diffSincePublished(
  root: string,
  { consumers }: { readonly consumers: boolean },
): Promise<SectionedDiff> {
  const [{ base, head, policy }, check] = await Promise.all([
    readComparison(root),
    consumers ? checkRepository(root) : undefined,
  ]);
  return diffInSections(base.document, head.document, policy, (diff) =>
    check ? withConsumers(diff, changesOf(base.document, check.breaks, policy)) : diff,
  );
}
