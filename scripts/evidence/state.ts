import { absencesAt, presencesIn } from './counts.ts';
import { propertyPlace } from './place.ts';
import type { FiledRecording } from './read.ts';
import type { Recording } from './recording.ts';

/** What recordings say of a property of the objects at a place. */
export interface RecordedState {
  /** Recordings in which all objects have it. */
  readonly having: readonly FiledRecording[];
  /** Recordings with objects that lack it, as far as they count. */
  readonly lacking: readonly FiledRecording[];
  /** Whether any object has it. */
  readonly isSeen: boolean;
}

/**
 * Weighs the recordings of one operation. One that lacks a property altogether does not count if one
 * of a later year always has it: then it is of a server that did not know the property yet.
 */
export function recordedState(
  recordings: readonly FiledRecording[],
  parent: string,
  name: string,
): RecordedState {
  const place = propertyPlace(parent, name);
  const telling = recordings.filter(({ places }) => (places[parent]?.object ?? 0) > 0);
  const having = telling.filter(({ places }) => absencesAt(places, place) === 0);
  const has = ({ places }: FiledRecording) => presencesIn(places[place] ?? {}) > 0;
  const isOld = (one: FiledRecording) => !has(one) && having.some((other) => isLater(other, one));
  return {
    having,
    lacking: telling.filter((one) => !having.includes(one) && !isOld(one)),
    isSeen: telling.some(has),
  };
}

/** Whether one is of a later year. Other variants are other responses, whatever their age. */
export function isLater(one: Recording, other: Recording): boolean {
  return one.variant === other.variant && yearOf(one) > yearOf(other);
}

function yearOf({ recorded }: Recording): string {
  return recorded.slice(0, 4);
}
