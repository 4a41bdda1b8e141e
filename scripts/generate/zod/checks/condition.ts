/** Expressions of which one must hold: with none, a condition that nothing passes. */
export type Condition = readonly string[];

export const NEVER: Condition = [];

export function either(conditions: readonly Condition[]): Condition {
  return conditions.flat();
}

/** All of some conditions, of which there is one at least. */
export function all(conditions: readonly Condition[]): Condition {
  if (conditions.some(isNever)) return NEVER;
  const [first = NEVER, ...rest] = conditions;
  return rest.length === 0 ? first : [conditions.map(operandOf).join('\n    && ')];
}

export function isNever(condition: Condition): boolean {
  return condition.length === 0;
}

/** A function of a value that its condition calls `v`. */
export function functionOf(condition: Condition): string {
  return `(v) => ${isNever(condition) ? 'false' : condition.join(' || ')}`;
}

function operandOf(condition: Condition): string {
  return condition.length === 1 ? condition.join() : `(${condition.join(' || ')})`;
}
