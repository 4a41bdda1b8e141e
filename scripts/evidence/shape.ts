import { absencesAt } from './counts.ts';
import { mergePlaces } from './merge.ts';
import { itemsPlace, propertyPlace, ROOT_PLACE } from './place.ts';
import { shownName } from './privacy.ts';
import type { Counts, Kind, Recording } from './recording.ts';

/** The shape of one value: what kinds are at which places. No value is kept, nor a name that may be one. */
export function shapeOf(value: unknown): Recording['places'] {
  const places = new Map<string, Map<Kind, number>>();
  const pending: [string, unknown][] = [[ROOT_PLACE, value]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [place, here] = next;
    count(places, place, kindOf(here));
    if (Array.isArray(here)) {
      for (const item of here) pending.push([itemsPlace(place), item]);
    } else if (typeof here === 'object' && here !== null) {
      for (const [key, child] of Object.entries(here)) {
        pending.push([propertyPlace(place, shownName(key)), child]);
      }
    }
  }
  return withAbsences(
    Object.fromEntries([...places].map(([place, kinds]) => [place, Object.fromEntries(kinds)])),
  );
}

/** The shape of several values of the same thing. */
export function shapeOfAll(values: readonly unknown[]): Recording['places'] {
  return values.map(shapeOf).reduce(mergePlaces, {});
}

function count(places: Map<string, Map<Kind, number>>, place: string, kind: Kind): void {
  const kinds = places.get(place) ?? new Map<Kind, number>();
  places.set(place, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
}

function withAbsences(places: Record<string, Counts>): Recording['places'] {
  return Object.fromEntries(
    Object.entries(places).map(([place, counts]) => {
      const absent = absencesAt(places, place);
      return [place, absent === 0 ? counts : { ...counts, absent }];
    }),
  );
}

/** What a value is, in the words of JSON Schema. */
export function kindOf(value: unknown): Exclude<Kind, 'absent'> {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  const type = typeof value;
  return type === 'object' || type === 'boolean' ? type : 'string';
}
