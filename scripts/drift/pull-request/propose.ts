import { closePullRequest, describePullRequest, openPullRequest, runWorkflow } from './gh.ts';
import type { Proposal, Target } from './proposal.ts';
import { pushRolling } from './rolling-branch.ts';

const CHECKS = 'ci.yml';

/**
 * Puts what is on disk into the one pull request of a branch, and has it checked. A branch to which
 * people have committed stays as they left it.
 *
 * @returns What was done, in a few words; as a warning of a workflow where it was nothing.
 */
export async function propose(target: Target, proposal: Proposal): Promise<string> {
  const { branch } = proposal;
  const pushed = await pushRolling(target, proposal);
  if (pushed === 'kept') {
    return `::warning::${branch} has commits of people and was left as it is: merge or close it`;
  }
  const described = await describePullRequest(target, proposal);
  if (pushed === 'same') return `${branch} is up to date, its pull request ${described}`;
  await runWorkflow(target, CHECKS, branch);
  return `${branch} pushed, its pull request ${described}`;
}

/** Closes the pull request of a branch, where there is one. */
export async function withdraw(target: Target, branch: string, reason: string): Promise<string> {
  const number = await openPullRequest(target, branch);
  if (number === undefined) return 'Nothing to propose';
  await closePullRequest(target, number, reason);
  return `Nothing to propose: pull request ${number} closed`;
}
