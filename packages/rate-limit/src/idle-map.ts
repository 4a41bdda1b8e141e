const FIRST_SWEEP = 32;

/**
 * A map that makes what it does not have, and forgets what is idle. It sweeps when it has doubled,
 * so that forgetting needs no timer and costs next to nothing per key.
 */
export function idleMap<Value>(
  create: (key: string) => Value,
  isIdle: (value: Value) => boolean,
): { readonly values: ReadonlyMap<string, Value>; get(key: string): Value } {
  const values = new Map<string, Value>();
  let sweepAt = FIRST_SWEEP;
  const sweep = (): void => {
    for (const [key, value] of values) if (isIdle(value)) values.delete(key);
    sweepAt = Math.max(FIRST_SWEEP, values.size * 2);
  };
  const add = (key: string): Value => {
    if (values.size >= sweepAt) sweep();
    const value = create(key);
    values.set(key, value);
    return value;
  };
  return { values, get: (key) => values.get(key) ?? add(key) };
}
