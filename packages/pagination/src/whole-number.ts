/** The option, which must be a whole number. */
export function wholeNumber(name: string, value: unknown, least: number): number {
  if (Number.isSafeInteger(value) && Number(value) >= least) return Number(value);
  throw new RangeError(`${name} must be a whole number from ${least}, found ${String(value)}`);
}
