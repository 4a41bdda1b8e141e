/**
 * A number from outside, checked once at the edge.
 *
 * @throws RangeError that names it, what it may be and what it is.
 */
export function checkNumber(name: string, value: number, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new RangeError(`${name} must be a number from ${least}, found ${value}`);
}

/**
 * The numbers among options: what is given, else the default.
 *
 * @throws RangeError as `checkNumber`.
 */
export function checkNumbers<Name extends string>(
  options: Readonly<Partial<Record<NoInfer<Name>, number | undefined>>>,
  defaults: Readonly<Record<Name, number>>,
  least: number,
): Record<Name, number> {
  const numbers: Record<Name, number> = { ...defaults };
  for (const name in defaults) {
    numbers[name] = checkNumber(name, options[name] ?? defaults[name], least);
  }
  return numbers;
}
