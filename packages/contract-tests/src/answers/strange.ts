import { valueAt, withValueAt } from '../contract/edit.ts';
import type { Placed } from '../contract/resolver.ts';
import { typeOf } from '../contract/schema.ts';
import type { Walker } from '../contract/walk.ts';

const UNKNOWN_KEY = 'a key of tomorrow';
const UNKNOWN_CODES = { string: 'a code of tomorrow', integer: 987_654, number: 987_654 } as const;

/** An answer with one key more in every object whose keys are described. */
export function withUnknownKeys(walker: Walker, use: Placed, value: unknown): unknown {
  let whole = value;
  for (const { object, path } of walker.walk(use, value)) {
    if (object?.entries !== false) continue;
    const extended = { ...(valueAt(whole, path) as object), [UNKNOWN_KEY]: [1, { two: null }] };
    whole = withValueAt(whole, path, extended);
  }
  return whole;
}

/** An answer with codes that the contract does not know, wherever it lists those that there are. */
export function withUnknownCodes(walker: Walker, use: Placed, value: unknown): unknown {
  let whole = value;
  for (const { isGuess, path, placed, value: code } of walker.walk(use, value)) {
    const type = typeOf(code);
    if (isGuess || !placed.schema.enum || !(type in UNKNOWN_CODES)) continue;
    whole = withValueAt(whole, path, UNKNOWN_CODES[type as keyof typeof UNKNOWN_CODES]);
  }
  return whole;
}
