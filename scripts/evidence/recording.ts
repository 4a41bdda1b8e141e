import { PipelineError } from '../cli/problem.ts';
import {
  isNamedStep,
  itemsPlace,
  MAX_DEPTH,
  propertyPlace,
  ROOT_PLACE,
  shortPlace,
  shownName,
  stepOf,
} from './place.ts';

export const SHAPES_FORMAT = 'kaiten-shapes/1';

/** The kinds of a recorded value, and `absent` for objects without the property. */
export const RECORDED_KINDS = [
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
  'null',
  'absent',
] as const;

export type RecordedKind = (typeof RECORDED_KINDS)[number];
export type ValueKind = Exclude<RecordedKind, 'absent'>;

/** How often each kind was seen at a place. */
export type KindCounts = Readonly<Partial<Record<RecordedKind, number>>>;

/** Counts by place, such as `$[].owner.id`. */
export type PlaceCounts = Readonly<Record<string, KindCounts>>;

/** The shape of the recorded responses of one operation: names and kinds, without values. */
export interface Recording {
  readonly operationId: string;
  /** A year, a month or a day: `2024`, `2026-11`, `2026-11-30`. */
  readonly recorded: string;
  /** Who recorded it: a free label. */
  readonly by: string;
  /** The query parameter that changes the shape, such as `version=2`. */
  readonly variant?: string;
  /** The place that was recorded, if it is only a part of the response. */
  readonly part?: string;
  readonly places: PlaceCounts;
}

/** A recording and the file that contains it. */
export interface FiledRecording extends Recording {
  readonly file: string;
}

export interface Evidence {
  readonly recordings: readonly FiledRecording[];
  /** By operation: the properties that the documentation lists at the top level of its response. */
  readonly documented: Readonly<Record<string, readonly string[]>>;
}

const NO_COUNTS: KindCounts = {};

/** How many values were seen, of any kind. */
export function presencesIn(counts: KindCounts): number {
  return RECORDED_KINDS.reduce(
    (sum, kind) => sum + (kind === 'absent' ? 0 : (counts[kind] ?? 0)),
    0,
  );
}

/**
 * The counts of a place, including the absences that a recording leaves out: a place that is missing
 * was absent from every object at its parent.
 */
export function countsAt(places: PlaceCounts, place: string): KindCounts {
  const { absent: _, ...seen } = places[place] ?? NO_COUNTS;
  const absent = absencesAt(places, place);
  return absent === 0 ? seen : { ...seen, absent };
}

/** How many recorded objects lack a property. */
export function absencesAt(places: PlaceCounts, place: string): number {
  const last = stepOf(place);
  if (!last || !isNamedStep(last.step)) return 0;
  const counts = places[place] ?? NO_COUNTS;
  const parent = places[last.parent];
  if (!parent) return counts.absent ?? 0;
  return Math.max((parent.object ?? 0) - presencesIn(counts), 0);
}

function addCounts(one: KindCounts, other: KindCounts): KindCounts {
  const sum: Partial<Record<RecordedKind, number>> = {};
  for (const kind of RECORDED_KINDS) {
    const count = (one[kind] ?? 0) + (other[kind] ?? 0);
    if (count > 0) sum[kind] = count;
  }
  return sum;
}

/** The counts of two recordings together, with all absences. */
export function mergePlaces(one: PlaceCounts, other: PlaceCounts): PlaceCounts {
  const merged: Record<string, KindCounts> = {};
  for (const place of placesOfAll(one, other)) {
    const counts = addCounts(countsAt(one, place), countsAt(other, place));
    if (Object.keys(counts).length > 0) merged[place] = counts;
  }
  return merged;
}

export function placesOfAll(...all: readonly PlaceCounts[]): string[] {
  return [...new Set(all.flatMap((places) => Object.keys(places)))];
}

/**
 * The shape of one value: the kinds at each place. It contains no values, and no names that may be
 * data.
 *
 * @throws `PipelineError` if the value is nested deeper than a place can be.
 */
export function shapeOf(value: unknown): PlaceCounts {
  const places = new Map<string, Map<RecordedKind, number>>();
  const pending: [place: string, value: unknown, depth: number][] = [[ROOT_PLACE, value, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [place, here, depth] = next;
    if (depth > MAX_DEPTH) {
      const message = `is nested more than ${MAX_DEPTH} levels deep at ${shortPlace(place)}`;
      throw new PipelineError('The value cannot be used as evidence', [{ message }]);
    }
    const kinds = places.get(place) ?? new Map<RecordedKind, number>();
    const kind = jsonKindOf(here);
    places.set(place, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
    if (Array.isArray(here)) {
      for (const item of here) pending.push([itemsPlace(place), item, depth + 1]);
    } else if (typeof here === 'object' && here !== null) {
      for (const [name, held] of Object.entries(here)) {
        pending.push([propertyPlace(place, shownName(name)), held, depth + 1]);
      }
    }
  }
  const counted = Object.fromEntries(
    [...places].map(([place, kinds]) => [place, Object.fromEntries(kinds)]),
  );
  return mergePlaces(counted, {});
}

/** The shape of several responses of the same operation. */
export function shapeOfAll(values: readonly unknown[]): PlaceCounts {
  return values.map(shapeOf).reduce(mergePlaces, {});
}

/** The kind of a value, in the words of JSON Schema. */
export function jsonKindOf(value: unknown): ValueKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  const type = typeof value;
  return type === 'object' || type === 'boolean' ? type : 'string';
}

/** What recordings show about a property of the objects at a place. */
export interface PropertyRecord {
  /** Recordings in which every object has the property. */
  readonly complete: readonly FiledRecording[];
  /** Recordings that count and have objects without the property. */
  readonly incomplete: readonly FiledRecording[];
  /** Whether any object has the property. */
  readonly isSeen: boolean;
}

/**
 * What the recordings of one operation show about a property. A recording in which no object has the
 * property does not count if every object of a later year has it: its server did not know it yet.
 */
export function propertyRecord(
  recordings: readonly FiledRecording[],
  parent: string,
  name: string,
): PropertyRecord {
  const place = propertyPlace(parent, name);
  const counting = recordings.filter(({ places }) => (places[parent]?.object ?? 0) > 0);
  const complete = counting.filter(({ places }) => absencesAt(places, place) === 0);
  const has = ({ places }: FiledRecording) => presencesIn(places[place] ?? NO_COUNTS) > 0;
  const isOutdated = (one: FiledRecording) =>
    !has(one) && complete.some((other) => isLater(other, one));
  return {
    complete,
    incomplete: counting.filter((one) => !complete.includes(one) && !isOutdated(one)),
    isSeen: counting.some(has),
  };
}

/** Whether a recording is of a later year than another of the same variant. */
export function isLater(one: Recording, other: Recording): boolean {
  return one.variant === other.variant && one.recorded.slice(0, 4) > other.recorded.slice(0, 4);
}
