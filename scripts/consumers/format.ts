import { bumpOf, type Change, touched, verdictOf } from '../diff/index.ts';
import type { Break } from './breaks.ts';
import type { ConsumersCheck } from './check.ts';

/** What breaks, for a terminal: each with its place, the code and what the compiler says. */
export function formatConsumers(
  { programs, lines, breaks }: ConsumersCheck,
  changes: readonly Change[],
): string {
  const code = `${lines} lines in ${programs} programs written for the last published contract`;
  if (breaks.length === 0) return `Nothing breaks: ${code} compile`;
  const told = breaks.map((one, index) => breakText(one, changes[index]));
  return [`${verdictOf({ bump: bumpOf(changes) })} (of ${code})`, ...told].join('\n\n');
}

function breakText({ label, at, code, message }: Break, change: Change | undefined): string {
  const operations = touched(change?.operationIds ?? []);
  return [
    `${change?.level}: ${label}${operations ? `  [${operations}]` : ''}`,
    `  ${at}: ${code}`,
    `  ${message}`,
    ...(change ? [`  id: ${change.id}`] : []),
  ].join('\n');
}
