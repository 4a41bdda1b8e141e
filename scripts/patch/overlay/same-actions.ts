import type { Problem } from '../../cli/problem.ts';
import { isObject, type Json } from '../../openapi/json.ts';

/** The specification's schema wants every action once: twice would append to a list twice. */
export function sameActionProblems(actions: readonly Json[]): Problem[] {
  const firstIndexes = new Map<string, number>();
  return actions.flatMap((action, index) => {
    const text = JSON.stringify(action, sortKeys);
    const first = firstIndexes.get(text);
    if (first !== undefined) {
      return [
        {
          pointer: `/actions/${index}`,
          message: `action ${index + 1}: is the same as action ${first + 1}`,
        },
      ];
    }
    firstIndexes.set(text, index);
    return [];
  });
}

function sortKeys(_key: string, value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
