const MIN_SIZE = 32;

/**
 * A map that creates missing values. Removes idle values when it has more than a few and creates
 * another one, so that no timer is needed.
 */
export function idleMap<Value extends { isIdle(): boolean }>(
  create: (key: string) => Value,
): { readonly values: ReadonlyMap<string, Value>; get(key: string): Value } {
  const values = new Map<string, Value>();
  const add = (key: string): Value => {
    if (values.size >= MIN_SIZE) {
      for (const [known, value] of values) if (value.isIdle()) values.delete(known);
    }
    const value = create(key);
    values.set(key, value);
    return value;
  };
  return { values, get: (key) => values.get(key) ?? add(key) };
}
