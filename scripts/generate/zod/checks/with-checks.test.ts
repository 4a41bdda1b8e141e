import { expect, test } from 'vitest';
import { withChecks } from './with-checks.ts';

test('what has a check gets it, and all else stays as it was', () => {
  const text = `
/** One, lazily(it) */
export const zOne: T = lazily(() => z.union([a(), b]));
export const zTwo = lazily(() => zOne);
export const zThree = 3;
`;
  const checks = new Map([
    ['zOne', '(v) => v === 1'],
    ['zThree', '(v) => v === 3'],
  ]);
  expect(withChecks(text, checks, '../checks.js')).toBe(
    `import { checkOf, isEveryLike, isListOf, isPlain, isRecordOf } from '../checks.js';\n${text.replace(
      'z.union([a(), b])',
      'z.union([a(), b]), (v) => v === 1',
    )}`,
  );
});
