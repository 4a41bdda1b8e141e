import { formatError, type Problem } from '../cli/problem.ts';
import type { MisfitError } from '../regenerate/index.ts';
import type { Finding } from './finding.ts';
import { codeBlock, inlineCode } from './markdown.ts';

const STEPS = `This branch pins the new specification and nothing else, so its checks fail. On it, drop or revise
what is named here, run \`npm start\` and \`pnpm spec:changeset\`, and commit what they write.`;

/** The pull request of a change that our patches do not fit: a person has to decide. */
export function misfitFinding(error: MisfitError): Finding {
  const { problems } = error;
  const places = new Set(problems.map(placeOf)).size;
  return {
    kind: 'misfit',
    title: `Follow the live specification: ${places} overlay ${places === 1 ? 'action' : 'actions'} to drop or revise`,
    body: [
      'The live specification changed, and what we patch in it is no longer as we expect; where it',
      'says by itself what the patch says, drop the action.',
      '',
      ...problems.map(itemOf),
      '',
      STEPS,
      '',
      'What `npm start` says:',
      '',
      codeBlock(formatError(error)),
      '',
    ].join('\n'),
  };
}

function placeOf({ file = '', pointer = '' }: Problem): string {
  return `${file}${/^\/actions\/\d+/.exec(pointer)?.[0] ?? pointer}`;
}

function itemOf({ file, message }: Problem): string {
  return `- [ ] ${file ? `${inlineCode(file)}, ` : ''}${inlineCode(message)}`;
}
