/**
 * Validates a numeric option.
 *
 * @throws RangeError with the name, the minimum and the value if it is not such a number.
 */
export function checkNumber(name: string, value: number, minimum: number): number {
  if (typeof value === 'number' && value >= minimum) return value;
  throw new RangeError(`${name} must be a number >= ${minimum}, found ${value}`);
}

/**
 * Validates several numeric options and fills in their defaults.
 *
 * @throws RangeError if one of them is not a number or is less than `minimum`.
 */
export function checkNumbers<Name extends string>(
  options: Readonly<Partial<Record<NoInfer<Name>, number | undefined>>>,
  defaults: Readonly<Record<Name, number>>,
  minimum: number,
): Record<Name, number> {
  const numbers: Record<Name, number> = { ...defaults };
  for (const name in defaults) {
    numbers[name] = checkNumber(name, options[name] ?? defaults[name], minimum);
  }
  return numbers;
}

/** Calls a hook. Ignores what it throws or rejects with, so that no hook can fail a call. */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  if (hook) new Promise((resolve) => resolve(hook(event))).catch(() => {});
}
