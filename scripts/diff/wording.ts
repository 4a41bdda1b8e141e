import type { JsonObject } from '../openapi/json.ts';
import type { Difference, Place } from './difference.ts';
import { WORDING } from './keywords.ts';
import { same, sameSet } from './same.ts';

/** Reports that words for readers changed: one difference for one place, however many keywords. */
export function compareWording(
  base: JsonObject,
  head: JsonObject,
  place: Place,
  report: (difference: Difference) => void,
): void {
  const changed = [...WORDING].filter((keyword) => {
    const [before, after] = [base[keyword], head[keyword]];
    return keyword === 'x-enum-descriptions' ? !sameSet(before, after) : !same(before, after);
  });
  const [first] = changed;
  if (first === undefined) return;
  report({ ...place, rule: 'wording-changed', before: base[first], after: head[first] });
}
