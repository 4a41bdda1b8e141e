import type { Problem } from '../cli/problem.ts';

/** Cuts a list that nobody would read to its end: one mistake can show in a thousand places. */
export function atMost(limit: number, problems: readonly Problem[]): Problem[] {
  const rest = problems.length - limit;
  if (rest <= 0) return [...problems];
  const file = problems[0]?.file;
  return [...problems.slice(0, limit), { ...(file && { file }), message: `and ${rest} more` }];
}
