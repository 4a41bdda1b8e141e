import { runCommand } from '../../cli/run-command.ts';
import { fitBody } from './fit-body.ts';
import type { Proposal, Target } from './proposal.ts';

/** Runs GitHub's command line in the repository; it takes its token from the environment. */
function gh({ env, root }: Target, ...args: string[]): Promise<string> {
  return runCommand('gh', args, { cwd: root, env });
}

/** The number of the branch's open pull request. */
export async function openPullRequest(target: Target, branch: string): Promise<string | undefined> {
  const fields = 'number,isCrossRepository';
  const listed: { number: number; isCrossRepository: boolean }[] = JSON.parse(
    await gh(
      target,
      ...['pr', 'list', '--state', 'open', '--base', target.base, '--head', branch],
      ...['--json', fields],
    ),
  );
  // A fork may have a branch of the same name, and is none of ours.
  const ours = listed.find(({ isCrossRepository }) => !isCrossRepository);
  return ours && String(ours.number);
}

/** Opens the pull request of a branch that is pushed, or says anew what it is about. */
export async function describePullRequest(
  target: Target,
  { body, branch, title }: Proposal,
): Promise<'opened' | 'updated'> {
  const text = ['--title', title, '--body', fitBody(body)];
  const number = await openPullRequest(target, branch);
  if (number === undefined) {
    await gh(target, 'pr', 'create', '--base', target.base, '--head', branch, ...text);
    return 'opened';
  }
  await gh(target, 'pr', 'edit', number, ...text);
  return 'updated';
}

export async function closePullRequest(
  target: Target,
  number: string,
  comment: string,
): Promise<void> {
  await gh(target, 'pr', 'close', number, '--comment', comment);
}

/** Runs a workflow on a branch: what a workflow pushes starts none by itself. */
export async function runWorkflow(target: Target, file: string, branch: string): Promise<void> {
  await gh(target, 'workflow', 'run', file, '--ref', branch);
}
