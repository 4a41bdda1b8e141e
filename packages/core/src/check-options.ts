// Generated clients contain a copy of this file, so it imports nothing.

/** What is wrong with a value of an option: how to mend it; `undefined` if it is valid. */
export type OptionCheck = (value: unknown) => string | undefined;

/** A check for each option. */
export type OptionChecks<Options> = {
  readonly [Name in keyof Required<Options>]: OptionCheck;
};

/**
 * Validates options as a whole: types do not protect programs in JavaScript. Options that are
 * `undefined` are valid.
 *
 * @param place Names the options in errors, such as `retry`; empty for the outermost.
 * @throws TypeError if an option is unknown or invalid. The message names the option, its value and
 * the fix.
 */
export function checkOptions(
  place: string,
  options: unknown,
  checks: Readonly<Record<string, OptionCheck>>,
): void {
  if (options === undefined) return;
  if (!isPlainObject(options)) {
    throw new TypeError(`${place || 'options'} is ${described(options)}: pass an object`);
  }
  for (const [name, value] of Object.entries(options)) {
    const path = place ? `${place}.${name}` : name;
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) {
      const similar = Object.keys(checks).find((known) => areSimilar(known, name));
      const known = `use one of ${Object.keys(checks).join(', ')}`;
      throw new TypeError(
        `There is no option ${path}: ${similar ? `did you mean ${similar}?` : known}`,
      );
    }
    const fix = value === undefined ? undefined : check(value);
    if (fix) throw new TypeError(`${path} is ${described(value)}: ${fix}`);
  }
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' || typeof value === 'function'
    ? Object.prototype.toString.call(value)
    : String(value);
}

/** Whether two names differ by at most two typing errors. */
function areSimilar(known: string, name: string): boolean {
  const [a, b] = [known.toLowerCase(), name.toLowerCase()];
  let distances = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      next.push(
        Math.min(
          (distances[column] as number) + 1,
          (next[column - 1] as number) + 1,
          (distances[column - 1] as number) + change,
        ),
      );
    }
    distances = next;
  }
  return (distances[b.length] as number) <= (name.length > 4 ? 2 : 1);
}
