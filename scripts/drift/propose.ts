import type { Finding } from './finding.ts';
import type { Target } from './pull-request/proposal.ts';
import { propose, withdraw } from './pull-request/propose.ts';

const BRANCH = 'drift/contract';
const BACK = 'The live specification is again what the repository was made from.';

/** Puts a finding, and what it left on disk, into the one pull request; says what was done. */
export function proposeFinding(target: Target, finding: Finding): Promise<string> {
  if (finding.kind === 'none') return withdraw(target, BRANCH, BACK);
  const { body, title } = finding;
  return propose(target, { branch: BRANCH, title, body });
}
