import { contractPaths, displayPath } from '../contracts/paths.ts';
import { type Policy, readPolicy } from './policy.ts';
import { type DiffSide, readDiffSide } from './side.ts';

/** Two documents, and what changes from the one to the other mean. */
interface Comparison {
  readonly base: DiffSide;
  readonly head: DiffSide;
  readonly policy: Policy;
}

interface ComparisonNames {
  /** As `readDiffSide` takes it. @default the last published contract of the repository */
  readonly base?: string | undefined;
  /** As `readDiffSide` takes it. @default the contract in its working tree */
  readonly head?: string | undefined;
  /** A file. @default the policy of the repository */
  readonly policy?: string | undefined;
}

/**
 * Reads all that a diff is made from.
 *
 * @throws `PipelineError` where something of it cannot be read, or is not of its form.
 */
export async function readComparison(
  root: string,
  names: ComparisonNames = {},
): Promise<Comparison> {
  const paths = contractPaths(root);
  const [base, head, policy] = await Promise.all([
    readDiffSide(names.base ?? displayPath(paths.published), root),
    readDiffSide(names.head ?? displayPath(paths.contract), root),
    readPolicy(displayPath(names.policy ?? paths.policy)),
  ]);
  return { base, head, policy };
}
