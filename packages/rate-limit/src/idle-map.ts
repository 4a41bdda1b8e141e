const KEPT = 32;

/**
 * A map that makes what it does not have, and then forgets what is idle, unless there is little of
 * it: so forgetting needs no timer.
 */
export function idleMap<Value extends { isIdle(): boolean }>(
  create: (key: string) => Value,
): { readonly values: ReadonlyMap<string, Value>; get(key: string): Value } {
  const values = new Map<string, Value>();
  const add = (key: string): Value => {
    if (values.size >= KEPT) {
      for (const [known, value] of values) if (value.isIdle()) values.delete(known);
    }
    const value = create(key);
    values.set(key, value);
    return value;
  };
  return { values, get: (key) => values.get(key) ?? add(key) };
}
