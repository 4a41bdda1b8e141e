import { absencesAt, countsAt } from './counts.ts';
import { citation, type Failing } from './failing.ts';
import { propertyPlace, ROOT_PLACE, stepOf } from './place.ts';
import type { FiledRecording } from './read.ts';
import type { Sent } from './responses.ts';
import { recordedState } from './state.ts';
import { placeAfter, stepInto } from './step.ts';
import { type Schemas, VALUE_KINDS, type ValueKind, type View } from './view.ts';
import type { Views } from './views.ts';

/** In what the contract refuses what was recorded of one operation. */
export function recordedFailings(
  views: Views,
  sent: Sent,
  recordings: readonly FiledRecording[],
): Failing[] {
  const tree = treeOf(recordings);
  const schemas = sent.schemas.map((placed) => [placed]);
  return failingsAt({ views, recordings, tree }, ROOT_PLACE, schemas);
}

interface Check {
  readonly views: Views;
  readonly recordings: readonly FiledRecording[];
  /** By place: the steps from it that were recorded. */
  readonly tree: ReadonlyMap<string, readonly string[]>;
}

function failingsAt(check: Check, place: string, alternatives: readonly Schemas[]): Failing[] {
  const views = alternatives.flatMap((schemas) => check.views.of(schemas));
  const refused = refusedKinds(check, place, alternatives, views);
  const objects = views.filter(({ kinds }) => kinds.has('object'));
  return [
    ...refused,
    ...requiredFailings(check, place, objects),
    ...(check.tree.get(place) ?? []).flatMap((step) => {
      const holders = step === '[]' ? views.filter(({ kinds }) => kinds.has('array')) : objects;
      return holders.length === 0 ? [] : failingsBelow(check, place, step, holders);
    }),
  ];
}

function failingsBelow(
  check: Check,
  place: string,
  step: string,
  holders: readonly View[],
): Failing[] {
  const steps = holders.map((view) => stepInto(view, step));
  const alternatives = steps.flatMap((one) => one.alternatives);
  const below = placeAfter(place, step);
  if (alternatives.length > 0) return failingsAt(check, below, alternatives);
  if (steps.some(({ isFreeForm }) => isFreeForm)) return [];
  const [holder] = holders;
  return check.recordings
    .filter(({ places }) => places[below])
    .slice(0, 1)
    .map((recording) => ({
      rule: 'evidence-undescribed',
      pointer: holder?.pointers[0] ?? '',
      message: step === '[]' ? 'does not describe its items' : `does not describe ${step}`,
      evidence: citation(recording, below),
    }));
}

function refusedKinds(
  { recordings }: Check,
  place: string,
  alternatives: readonly Schemas[],
  views: readonly View[],
): Failing[] {
  const allowed = new Set(views.flatMap(({ kinds }) => [...kinds]));
  return VALUE_KINDS.filter((kind) => !allowed.has(kind)).flatMap((kind) => {
    const seen = recordings.filter(({ places }) => countsAt(places, place)[kind]);
    const [recording] = seen;
    if (!recording) return [];
    return {
      rule: kind === 'null' ? ('evidence-null' as const) : ('evidence-kind' as const),
      pointer: alternatives[0]?.[0]?.pointer ?? '',
      message: refusal(kind, allowed, seen, place),
      evidence: citation(recording, place),
    };
  });
}

function refusal(
  kind: ValueKind,
  allowed: ReadonlySet<ValueKind>,
  seen: readonly FiledRecording[],
  place: string,
): string {
  const times = seen.reduce((sum, { places }) => sum + (countsAt(places, place)[kind] ?? 0), 0);
  if (kind === 'null') return `refuses null, which was recorded (${times})`;
  const takes = [...allowed].join(', ') || 'nothing';
  return `takes ${takes}, but ${kind} was recorded (${times})`;
}

/** What every kind of object at a place requires, and some recorded object lacks. */
function requiredFailings(
  { recordings }: Check,
  place: string,
  objects: readonly View[],
): Failing[] {
  const [first, ...others] = objects;
  if (!first) return [];
  const names = [...first.required.keys()].filter((name) =>
    others.every(({ required }) => required.has(name)),
  );
  return names.flatMap((name) => {
    const [recording] = recordedState(recordings, place, name).lacking;
    if (!recording) return [];
    const absent = absencesAt(recording.places, propertyPlace(place, name));
    const of = recording.places[place]?.object ?? 0;
    const pointers = new Set(objects.map(({ required }) => required.get(name)?.[0] ?? ''));
    return [...pointers].map((pointer) => ({
      rule: 'evidence-required' as const,
      pointer,
      entry: name,
      message: `requires ${name}, which ${absent} of ${of} recorded objects lack`,
      evidence: citation(recording, propertyPlace(place, name)),
    }));
  });
}

function treeOf(recordings: readonly FiledRecording[]): Check['tree'] {
  const tree = new Map<string, Set<string>>();
  const add = (place: string): void => {
    const last = stepOf(place);
    if (!last) return;
    tree.set(last.parent, (tree.get(last.parent) ?? new Set()).add(last.step));
    add(last.parent);
  };
  for (const { places } of recordings) for (const place of Object.keys(places)) add(place);
  return new Map([...tree].map(([place, steps]) => [place, [...steps].sort()]));
}
