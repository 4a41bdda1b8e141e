const FIRST_SWEEP = 32;

/**
 * A map that makes what it does not have, and forgets what is idle. It sweeps when it has doubled,
 * so that forgetting needs no timer and costs next to nothing per key.
 */
export function idleMap<Value extends { isIdle(): boolean }>(
  create: (key: string) => Value,
): { readonly values: ReadonlyMap<string, Value>; get(key: string): Value } {
  const values = new Map<string, Value>();
  let sweepAt = FIRST_SWEEP;
  const add = (key: string): Value => {
    if (values.size >= sweepAt) {
      for (const [known, value] of values) if (value.isIdle()) values.delete(known);
      sweepAt = Math.max(FIRST_SWEEP, values.size * 2);
    }
    const value = create(key);
    values.set(key, value);
    return value;
  };
  return { values, get: (key) => values.get(key) ?? add(key) };
}
