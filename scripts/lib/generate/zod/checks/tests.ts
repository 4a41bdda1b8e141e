/** Expressions of which one must hold: with none, a test that nothing passes. */
export type Test = readonly string[];

export const NEVER: Test = [];

export function either(tests: readonly Test[]): Test {
  return tests.flat();
}

/** All of some tests, of which there is one at least. */
export function all(tests: readonly Test[]): Test {
  if (tests.some(isNever)) return NEVER;
  const [first = NEVER, ...rest] = tests;
  return rest.length === 0 ? first : [tests.map(operandOf).join('\n    && ')];
}

export function isNever(test: Test): boolean {
  return test.length === 0;
}

/** A function of a value that its test calls `v`. */
export function functionOf(test: Test): string {
  return `(v) => ${isNever(test) ? 'false' : test.join(' || ')}`;
}

function operandOf(test: Test): string {
  return test.length === 1 ? test.join() : `(${test.join(' || ')})`;
}
