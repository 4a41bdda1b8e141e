const MIN_SIZE = 32;
/** More than one, so that the map shrinks when keys are idle. */
const CHECKED = 2;

/**
 * A map that creates missing values. If it has more than a few, it checks the two values that were
 * not checked for longest before it creates another one, and removes them if they are idle. No timer
 * is needed, and the cost of a key does not depend on the number of keys.
 */
export function idleMap<Value extends { isIdle(): boolean }>(
  create: (key: string) => Value,
): { readonly values: ReadonlyMap<string, Value>; get(key: string): Value } {
  const values = new Map<string, Value>();
  const checkOldest = (): void => {
    const [key, value] = values.entries().next().value as [string, Value];
    values.delete(key);
    if (!value.isIdle()) values.set(key, value);
  };
  const add = (key: string): Value => {
    for (let count = 0; count < CHECKED && values.size >= MIN_SIZE; count += 1) checkOldest();
    const value = create(key);
    values.set(key, value);
    return value;
  };
  return { values, get: (key) => values.get(key) ?? add(key) };
}
