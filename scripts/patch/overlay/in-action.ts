import type { Problem } from '../../cli/problem.ts';

export interface ActionPlace {
  /** The overlay it is from. */
  readonly file: string;
  /** Its place there, counted from 1. */
  readonly number: number;
  /** The JSONPath as written; none where it is no text. */
  readonly target?: string | undefined;
}

/** Says with a problem which action has it. A pointer that it has is one into the action. */
export function inAction({ file, number, target }: ActionPlace, problem: Problem): Problem {
  const name = target === undefined ? `action ${number}` : `action ${number}, target ${target}`;
  return {
    ...problem,
    file,
    pointer: `/actions/${number - 1}${problem.pointer ?? ''}`,
    message: `${name}: ${problem.message}`,
  };
}
