import { addCounts, countsAt } from './counts.ts';
import { type Counts, KINDS, type Recording } from './recording.ts';

type Places = Recording['places'];

/**
 * Adds recordings to others. One that says nothing new is left out, one that goes on where another
 * ended takes its place: so adding the same file twice, or again when it has grown, counts nothing
 * twice.
 *
 * @returns All recordings, the known ones first.
 */
export function addRecordings(
  known: readonly Recording[],
  added: readonly Recording[],
): readonly Recording[] {
  return added.reduce(addRecording, known);
}

function addRecording(known: readonly Recording[], added: Recording): readonly Recording[] {
  const alike = known.filter((recording) => isSameOccasion(recording, added));
  if (alike.some((recording) => covers(recording.places, added.places))) return known;
  const covered = alike.filter((recording) => covers(added.places, recording.places));
  return [...known.filter((recording) => !covered.includes(recording)), added];
}

function isSameOccasion(one: Recording, other: Recording): boolean {
  return (['operationId', 'recorded', 'by', 'variant'] as const).every(
    (field) => one[field] === other[field],
  );
}

/** Whether one has counted everything that the other has, and as often. */
function covers(one: Places, other: Places): boolean {
  return placesOf(one, other).every((place) => {
    const [more, less] = [countsAt(one, place), countsAt(other, place)];
    return KINDS.every((kind) => (more[kind] ?? 0) >= (less[kind] ?? 0));
  });
}

/** The shape of what two recordings saw, as one, with all absences. */
export function mergePlaces(one: Places, other: Places): Places {
  const merged: Record<string, Counts> = {};
  for (const place of placesOf(one, other)) {
    const counts = addCounts(countsAt(one, place), countsAt(other, place));
    if (Object.keys(counts).length > 0) merged[place] = counts;
  }
  return merged;
}

function placesOf(...all: readonly Places[]): string[] {
  return [...new Set(all.flatMap((places) => Object.keys(places)))];
}
