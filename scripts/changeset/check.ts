import { readChangesets } from '@changesets/read';
import type { Problem } from '../cli/problem.ts';
import type { Bump } from '../diff/index.ts';
import type { PackageBump } from './packages.ts';

const ORDER: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

/** What the pending changesets of a repository lack for a changed contract. */
export async function missingBumps(
  root: string,
  needed: readonly PackageBump[],
): Promise<Problem[]> {
  const releases = (await readChangesets(root)).flatMap((changeset) => changeset.releases);
  return needed.flatMap(({ name, bump }) => {
    const levels = releases.filter((one) => one.name === name).map(({ type }) => type as Bump);
    const pending = levels.reduce(higher, 'none');
    if (ORDER.indexOf(pending) >= ORDER.indexOf(bump)) return [];
    const has = pending === 'none' ? 'has no changeset' : `is raised by a ${pending} only`;
    return [{ message: `${name} ${has}, and the contract asks for a ${bump}`, hint: HINT }];
  });
}

const HINT =
  'Run pnpm spec:changeset; to rate a change lower, add an override with a reason to policy.yaml.';

function higher(a: Bump, b: Bump): Bump {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
