import { isNamedStep, stepOf } from './place.ts';
import { type Counts, KINDS, type Kind, type Recording } from './recording.ts';

type Places = Recording['places'];

const NOTHING: Counts = {};

/** How often a property was seen, in whatever kind. */
export function presencesIn(counts: Counts): number {
  return KINDS.reduce((sum, kind) => sum + (kind === 'absent' ? 0 : (counts[kind] ?? 0)), 0);
}

/**
 * What was counted at a place, with the absences that a recording leaves unsaid: a place that is not
 * there at all was absent from every object that was.
 */
export function countsAt(places: Places, place: string): Counts {
  const { absent: _, ...seen } = places[place] ?? NOTHING;
  const absent = absencesAt(places, place);
  return absent === 0 ? seen : { ...seen, absent };
}

/** How many objects were seen that lack a property. */
export function absencesAt(places: Places, place: string): number {
  const last = stepOf(place);
  if (!last || !isNamedStep(last.step)) return 0;
  const counts = places[place] ?? NOTHING;
  const parents = places[last.parent];
  if (!parents) return counts.absent ?? 0;
  return Math.max((parents.object ?? 0) - presencesIn(counts), 0);
}

/** Counts of several, as one. */
export function addCounts(one: Counts, other: Counts): Counts {
  const sum: Partial<Record<Kind, number>> = {};
  for (const kind of KINDS) {
    const count = (one[kind] ?? 0) + (other[kind] ?? 0);
    if (count > 0) sum[kind] = count;
  }
  return sum;
}
