/**
 * A number from outside, checked once at the edge.
 *
 * @throws RangeError that names it, what it may be and what it is.
 */
export function checked(name: string, value: number, least: number, isWhole = false): number {
  if (typeof value === 'number' && value >= least && (!isWhole || Number.isSafeInteger(value))) {
    return value;
  }
  const kind = isWhole ? 'whole number' : 'number';
  throw new RangeError(`${name} must be a ${kind} from ${least}, found ${value}`);
}

/**
 * The numbers among options: what is given, else the default.
 *
 * @throws RangeError as `checked`.
 */
export function checkedOptions<Name extends string>(
  options: Readonly<Partial<Record<NoInfer<Name>, number | undefined>>>,
  defaults: Readonly<Record<Name, number>>,
  least: number,
  isWhole?: boolean,
): Record<Name, number> {
  const numbers: Record<Name, number> = { ...defaults };
  for (const name in defaults) {
    numbers[name] = checked(name, options[name] ?? defaults[name], least, isWhole);
  }
  return numbers;
}
