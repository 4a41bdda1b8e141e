import { runCommand } from '../cli/run-command.ts';
import type { Finding } from './finding.ts';
import { pushRollingBranch } from './rolling-branch.ts';

/** A pull request that is replaced whenever its content changes. */
export interface Proposal {
  /** The branch to merge; nothing else is pushed to it. */
  readonly branch: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/** Where pull requests are opened. */
export interface PullRequestTarget {
  /** The repository on disk. */
  readonly root: string;
  /** The name of the git remote. */
  readonly remote: string;
  /** The branch to merge into. */
  readonly base: string;
  /** The environment of `gh`, which reads its token from there. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

const DRIFT_BRANCH = 'drift/contract';
const DRIFT_ENDED = 'The live spec is again the one that the repository was made from.';
const CHECKS = 'ci.yml';

/** GitHub accepts 65,536 characters; the rest is for the note that the body was cut. */
const MAX_BODY_CHARACTERS = 60_000;

/** Puts a finding, and what it left on disk, into the one pull request; returns what was done. */
export function proposeFinding(target: PullRequestTarget, finding: Finding): Promise<string> {
  if (finding.kind === 'none') return withdraw(target, DRIFT_BRANCH, DRIFT_ENDED);
  const { body, title } = finding;
  return propose(target, { branch: DRIFT_BRANCH, title, body });
}

/**
 * Puts the files on disk into the one pull request of a branch and starts its checks. A branch that
 * people have committed to is not changed.
 *
 * @returns What was done, in a few words; a workflow warning if the branch was not changed.
 */
export async function propose(
  target: PullRequestTarget,
  { body, branch, title }: Proposal,
): Promise<string> {
  const pushed = await pushRollingBranch(target, { branch, message: title });
  if (pushed === 'kept') {
    return `::warning::${branch} has commits by people and was not changed: merge or close it`;
  }
  const number = await openPullRequest(target, branch);
  const action =
    number === undefined ? ['create', '--base', target.base, '--head', branch] : ['edit', number];
  await gh(target, 'pr', ...action, '--title', title, '--body', fitBody(body));
  const described = number === undefined ? 'opened' : 'updated';
  if (pushed === 'same') return `${branch} is up to date, its pull request ${described}`;
  // A push with the token of a workflow starts no other workflow.
  await gh(target, 'workflow', 'run', CHECKS, '--ref', branch);
  return `${branch} pushed, its pull request ${described}`;
}

/** Closes the open pull request of a branch, if there is one. */
export async function withdraw(
  target: PullRequestTarget,
  branch: string,
  reason: string,
): Promise<string> {
  const number = await openPullRequest(target, branch);
  if (number === undefined) return 'Nothing to propose';
  await gh(target, 'pr', 'close', number, '--comment', reason);
  return `Nothing to propose: pull request ${number} closed`;
}

/** Cuts a body that is too long for GitHub at the end of a line, and adds a note. */
export function fitBody(body: string): string {
  if (body.length <= MAX_BODY_CHARACTERS) return body;
  const end = body.lastIndexOf('\n', MAX_BODY_CHARACTERS);
  const shown = body.slice(0, end > 0 ? end : MAX_BODY_CHARACTERS);
  return `${shown}\n\nThe report was cut because a pull request cannot be longer: see the changed files.\n`;
}

/** The number of the branch's open pull request. */
async function openPullRequest(
  target: PullRequestTarget,
  branch: string,
): Promise<string | undefined> {
  const listed: { number: number; isCrossRepository: boolean }[] = JSON.parse(
    await gh(
      target,
      ...['pr', 'list', '--state', 'open', '--base', target.base, '--head', branch],
      ...['--json', 'number,isCrossRepository'],
    ),
  );
  // A fork may have a branch of the same name.
  const own = listed.find(({ isCrossRepository }) => !isCrossRepository);
  return own && String(own.number);
}

/** Runs GitHub's command line in the repository. */
function gh({ env, root }: PullRequestTarget, ...args: string[]): Promise<string> {
  return runCommand('gh', args, { cwd: root, env });
}
