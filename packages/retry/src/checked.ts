/** A number from outside, checked once at the edge. */
export function checked(name: string, value: number, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new RangeError(
    `${name} must be a number from ${least} up, or Infinity for no limit; found ${value}`,
  );
}
