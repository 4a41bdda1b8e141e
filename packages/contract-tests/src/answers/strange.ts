import type { Placed } from '../contract/resolver.ts';
import { typeOf } from '../contract/schema.ts';
import type { Path, Walker } from '../contract/walk.ts';

const UNKNOWN_KEY = 'a key of tomorrow';
const UNKNOWN_CODES = { string: 'a code of tomorrow', integer: 987_654, number: 987_654 } as const;

/** An answer with one key more in every object whose keys are described. */
export function withUnknownKeys(walker: Walker, use: Placed, value: unknown): unknown {
  let whole = structuredClone(value);
  for (const { object, path } of walker.walk(use, value)) {
    if (object?.entries !== false) continue;
    const extended = { ...(at(whole, path) as object), [UNKNOWN_KEY]: [1, { two: null }] };
    whole = withAt(whole, path, extended);
  }
  return whole;
}

/** An answer with codes that the contract does not know, wherever it lists those that there are. */
export function withUnknownCodes(walker: Walker, use: Placed, value: unknown): unknown {
  let whole = structuredClone(value);
  for (const { isGuess, path, placed, value: code } of walker.walk(use, value)) {
    const type = typeOf(code);
    if (isGuess || !placed.schema.enum || !(type in UNKNOWN_CODES)) continue;
    whole = withAt(whole, path, UNKNOWN_CODES[type as keyof typeof UNKNOWN_CODES]);
  }
  return whole;
}

function at(whole: unknown, path: Path): unknown {
  return path.reduce((parent, key) => Reflect.get(parent as object, key), whole);
}

/** Puts a value in its place; the whole is our own copy. */
function withAt(whole: unknown, path: Path, value: unknown): unknown {
  const key = path.at(-1);
  if (key === undefined) return value;
  Reflect.set(at(whole, path.slice(0, -1)) as object, key, value);
  return whole;
}
