import type { Path } from './walk.ts';

/** What is at a place of a value. */
export function valueAt(whole: unknown, path: Path): unknown {
  return path.reduce((parent, key) => Reflect.get(parent as object, key), whole);
}

/** A copy of a value with another one at a place. */
export function withValueAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const child = withValueAt(Reflect.get(whole as object, key), rest, value);
  if (Array.isArray(whole)) return whole.with(key as number, child);
  return { ...(whole as object), [key]: child };
}
