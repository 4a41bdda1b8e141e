import { formatCount } from '../cli/format-count.ts';
import type { SentBody } from './bodies.ts';
import { isNamedStep, itemsPlace, placeAfter, propertyPlace, ROOT_PLACE, stepOf } from './place.ts';
import {
  absencesAt,
  countsAt,
  type FiledRecording,
  type KindCounts,
  presencesIn,
  propertyRecord,
  type ValueKind,
} from './recording.ts';
import {
  type SchemaCase,
  type SchemaCases,
  type SchemaSet,
  stepInto,
  VALUE_KINDS,
} from './schema-cases.ts';

/** A contradiction between the contract and a recording, or a requirement without support. */
export interface EvidenceFinding {
  readonly rule: `evidence-${'items' | 'keyword' | 'kind' | 'null' | 'required' | 'undescribed' | 'union' | 'unsupported'}`;
  /** RFC 6901 pointer into the contract to what has to change. */
  readonly pointer: string;
  /** The property in the list at the pointer, if that is a list of required properties. */
  readonly entry?: string;
  readonly message: string;
  /** Where it was seen, such as `specs/kaiten/evidence/listTags.json, 2024, …: $[].name`. */
  readonly evidence: string;
}

/** How the contract of one operation contradicts what was recorded of it. */
export function recordedFindings(
  cases: SchemaCases,
  { pointer, schemas }: Pick<SentBody, 'pointer' | 'schemas'>,
  recordings: readonly FiledRecording[],
): EvidenceFinding[] {
  const [recording] = recordings;
  if (recording && schemas.length === 0) {
    const message = 'describes no JSON, but JSON was recorded';
    return [{ rule: 'evidence-kind', pointer, message, evidence: citation(recording, ROOT_PLACE) }];
  }
  const comparison = { cases, recordings, steps: recordedSteps(recordings) };
  return findingsAt(
    comparison,
    ROOT_PLACE,
    schemas.map((placed) => [placed]),
  );
}

interface Comparison {
  readonly cases: SchemaCases;
  readonly recordings: readonly FiledRecording[];
  /** By place: the steps that were recorded below it. */
  readonly steps: ReadonlyMap<string, readonly string[]>;
}

function recordedSteps(recordings: readonly FiledRecording[]): Comparison['steps'] {
  const found = new Map<string, Set<string>>();
  const add = (place: string): void => {
    const last = stepOf(place);
    if (!last) return;
    found.set(last.parent, (found.get(last.parent) ?? new Set()).add(last.step));
    add(last.parent);
  };
  for (const { places } of recordings) for (const place of Object.keys(places)) add(place);
  return new Map([...found].map(([place, steps]) => [place, [...steps].sort()]));
}

/** How messages name a place in a recording. */
function citation({ by, file, recorded, variant }: FiledRecording, place: string): string {
  return `${file}, ${recorded}${variant === undefined ? '' : `, ${variant}`}, ${by}: ${place}`;
}

function findingsAt(
  comparison: Comparison,
  place: string,
  alternatives: readonly SchemaSet[],
): EvidenceFinding[] {
  const all = alternatives.flatMap((schemas) => comparison.cases.of(schemas));
  const objects = all.filter(({ kinds }) => kinds.has('object'));
  const arrays = all.filter(({ kinds }) => kinds.has('array'));
  return [
    ...kindFindings(comparison, place, alternatives, all),
    ...lengthFindings(comparison, place, arrays),
    ...requiredFindings(comparison, place, objects),
    ...unionFindings(comparison, place, 'object', objects),
    ...unionFindings(comparison, place, 'array', arrays),
    ...(comparison.steps.get(place) ?? []).flatMap((step) => {
      const holders = step === '[]' ? arrays : objects;
      return holders.length === 0 ? [] : findingsBelow(comparison, place, step, holders);
    }),
  ];
}

function findingsBelow(
  comparison: Comparison,
  place: string,
  step: string,
  holders: readonly SchemaCase[],
): EvidenceFinding[] {
  const steps = holders.map((one) => stepInto(one, step));
  const alternatives = steps.flatMap((one) => one.alternatives);
  const below = placeAfter(place, step);
  if (alternatives.length > 0) return findingsAt(comparison, below, alternatives);
  if (steps.some(({ isFreeForm }) => isFreeForm)) return [];
  return comparison.recordings
    .filter(({ places }) => presencesIn(places[below] ?? {}) > 0)
    .slice(0, 1)
    .map((recording) => ({
      rule: 'evidence-undescribed',
      pointer: holders[0]?.pointers[0] ?? '',
      message: step === '[]' ? 'does not describe its items' : `does not describe ${step}`,
      evidence: citation(recording, below),
    }));
}

function kindFindings(
  { recordings }: Comparison,
  place: string,
  alternatives: readonly SchemaSet[],
  cases: readonly SchemaCase[],
): EvidenceFinding[] {
  const accepted = new Set(cases.flatMap(({ kinds }) => [...kinds]));
  return VALUE_KINDS.filter((kind) => !accepted.has(kind)).flatMap((kind) => {
    const timesIn = ({ places }: FiledRecording) => countsAt(places, place)[kind] ?? 0;
    const recording = recordings.find((one) => timesIn(one) > 0);
    if (!recording) return [];
    const times = recordings.reduce((sum, one) => sum + timesIn(one), 0);
    const kinds = [...accepted].join(', ') || 'nothing';
    return {
      rule: kind === 'null' ? ('evidence-null' as const) : ('evidence-kind' as const),
      pointer: alternatives[0]?.[0]?.pointer ?? '',
      message:
        kind === 'null'
          ? `rejects null, which was recorded (${times})`
          : `accepts ${kinds}, but ${kind} was recorded (${times})`,
      evidence: citation(recording, place),
    };
  });
}

/** Recordings count the items of all arrays at a place together. */
function lengthFindings(
  { recordings }: Comparison,
  place: string,
  cases: readonly SchemaCase[],
): EvidenceFinding[] {
  const [first] = cases;
  if (!first) return [];
  const least = Math.min(...cases.map(({ minItems }) => minItems));
  const most = Math.max(...cases.map(({ maxItems }) => maxItems));
  for (const recording of recordings) {
    const arrays = recording.places[place]?.array ?? 0;
    const items = presencesIn(recording.places[itemsPlace(place)] ?? {});
    if (arrays === 0 || (items >= arrays * least && items <= arrays * most)) continue;
    const bound = items < arrays * least ? `at least ${least}` : `at most ${most}`;
    return [
      {
        rule: 'evidence-items',
        pointer: first.pointers[0] ?? '',
        message: `requires ${bound} items, but ${items} were recorded in ${formatCount(arrays, 'array')}`,
        evidence: citation(recording, itemsPlace(place)),
      },
    ];
  }
  return [];
}

/** Properties that every kind of object at a place requires, and some recorded object lacks. */
function requiredFindings(
  { recordings }: Comparison,
  place: string,
  objects: readonly SchemaCase[],
): EvidenceFinding[] {
  const [first, ...others] = objects;
  if (!first) return [];
  const names = [...first.required.keys()].filter((name) =>
    others.every(({ required }) => required.has(name)),
  );
  return names.flatMap((name) => {
    const [recording] = propertyRecord(recordings, place, name).incomplete;
    if (!recording) return [];
    const absent = absencesAt(recording.places, propertyPlace(place, name));
    const all = recording.places[place]?.object ?? 0;
    const pointers = new Set(objects.map(({ required }) => required.get(name)?.[0] ?? ''));
    return [...pointers].map((pointer) => ({
      rule: 'evidence-required' as const,
      pointer,
      entry: name,
      message: `requires ${name}, which ${absent} of ${all} recorded objects lack`,
      evidence: citation(recording, propertyPlace(place, name)),
    }));
  });
}

/** Something in a member of a union that not every recorded object or array satisfies. */
interface MemberCondition {
  readonly key: string;
  /** The name of the property; empty for items. */
  readonly name: string;
  /** How many of the recorded values satisfy it, at most. */
  readonly satisfied: number;
  readonly text: string;
  readonly pointer: string;
  readonly isRequired: boolean;
}

/**
 * Finds unions that accept each recorded property in some member, but not all recorded values. Every
 * value must satisfy all conditions of one member. So if one condition is picked from each member, at
 * most as many values fit as satisfy these conditions in total.
 */
function unionFindings(
  comparison: Comparison,
  place: string,
  kind: 'object' | 'array',
  cases: readonly SchemaCase[],
): EvidenceFinding[] {
  if (cases.length < 2) return [];
  const found = new Map<string, EvidenceFinding>();
  for (const recording of comparison.recordings) {
    const all = recording.places[place]?.[kind] ?? 0;
    if (all === 0) continue;
    const members = cases.map((one) =>
      kind === 'object'
        ? objectConditions(comparison, recording, place, one)
        : arrayConditions(comparison, recording, place, one),
    );
    const picked = fewestSatisfied(members, all);
    // What every member has in common is reported by the other rules.
    if (!picked || picked.length < 2) continue;
    const unfit = `${all - picked.reduce((sum, { satisfied }) => sum + satisfied, 0)} of ${all}`;
    const isRequired = picked.every((condition) => condition.isRequired);
    const names = picked.map(({ name }) => name).join(' or ');
    const reasons = picked.map(({ text }) => text).join(', ');
    const message = isRequired
      ? `requires ${names} in every alternative, which ${unfit} recorded objects lack`
      : `has no alternative for ${unfit} recorded ${kind}s: ${reasons}`;
    for (const { name, pointer } of picked) {
      const rule = isRequired ? 'evidence-required' : 'evidence-union';
      const below = name === '' ? itemsPlace(place) : propertyPlace(place, name);
      const finding = { rule, pointer, message, evidence: citation(recording, below) } as const;
      const key = `${pointer} ${name}`;
      if (!found.has(key)) found.set(key, isRequired ? { ...finding, entry: name } : finding);
    }
  }
  return [...found.values()];
}

function objectConditions(
  { cases, recordings, steps }: Comparison,
  recording: FiledRecording,
  place: string,
  one: SchemaCase,
): MemberCondition[] {
  const { places } = recording;
  const all = places[place]?.object ?? 0;
  const countsOf = (name: string): KindCounts => places[propertyPlace(place, name)] ?? {};
  const required = [...one.required].map(([name, [pointer = '']]) => ({
    key: `has ${name}`,
    name,
    satisfied: propertyRecord(recordings, place, name).incomplete.includes(recording)
      ? presencesIn(countsOf(name))
      : all,
    text: `${name} is required`,
    pointer,
    isRequired: true,
  }));
  const allowed = (steps.get(place) ?? []).filter(isNamedStep).flatMap((name) => {
    const counts = countsOf(name);
    const step = stepInto(one, name);
    const condition = { name, pointer: one.pointers[0] ?? '', isRequired: false };
    if (step.isForbidden) {
      const satisfied = all - presencesIn(counts);
      return [{ ...condition, key: `lacks ${name}`, satisfied, text: `${name} is not allowed` }];
    }
    if (step.alternatives.length === 0) return [];
    return rejectedKinds(cases, step.alternatives).map((kind) => ({
      ...condition,
      key: `${name} is not ${kind}`,
      satisfied: all - (counts[kind] ?? 0),
      text: `${name} cannot be ${kind}`,
    }));
  });
  return [...required, ...allowed].filter(({ satisfied }) => satisfied < all);
}

/** Which array an item was in is recorded only if there is one array. */
function arrayConditions(
  { cases }: Comparison,
  { places }: FiledRecording,
  place: string,
  one: SchemaCase,
): MemberCondition[] {
  const all = places[place]?.array ?? 0;
  const counts = places[itemsPlace(place)] ?? {};
  const items = presencesIn(counts);
  const condition = { name: '', pointer: one.pointers[0] ?? '', isRequired: false };
  const { alternatives, isForbidden } = stepInto(one, '[]');
  const rejected = isForbidden
    ? VALUE_KINDS
    : alternatives.length === 0
      ? []
      : rejectedKinds(cases, alternatives);
  const isLengthRejected = all === 1 && (items < one.minItems || items > one.maxItems);
  const text = `it cannot have ${formatCount(items, 'item')}`;
  return [
    ...rejected
      .filter((kind) => counts[kind])
      .map((kind) => ({
        ...condition,
        key: `items are not ${kind}`,
        satisfied: all - 1,
        text: `items cannot be ${kind}`,
      })),
    ...(isLengthRejected
      ? [{ ...condition, key: `${text} ${condition.pointer}`, satisfied: 0, text }]
      : []),
  ];
}

function rejectedKinds(cases: SchemaCases, alternatives: readonly SchemaSet[]): ValueKind[] {
  const accepted = new Set(
    alternatives.flatMap((set) => cases.of(set)).flatMap(({ kinds }) => [...kinds]),
  );
  return VALUE_KINDS.filter((kind) => !accepted.has(kind));
}

/**
 * Picks one condition of each member so that the fewest values satisfy them in total; `undefined` if
 * the total is at least `bound` for every choice.
 */
function fewestSatisfied(
  members: readonly (readonly MemberCondition[])[],
  bound: number,
): readonly MemberCondition[] | undefined {
  const ordered = [...members]
    .map((member) => [...member].sort((one, other) => one.satisfied - other.satisfied))
    .sort((one, other) => one.length - other.length);
  let best: readonly MemberCondition[] | undefined;
  let fewest = bound;
  let attempts = 0;
  const search = (picked: readonly MemberCondition[], satisfied: number): void => {
    attempts += 1;
    if (satisfied >= fewest || attempts > MAX_SEARCH) return;
    const keys = new Set(picked.map(({ key }) => key));
    const open = ordered.find((member) => !member.some(({ key }) => keys.has(key)));
    if (!open) {
      best = picked;
      fewest = satisfied;
      return;
    }
    for (const condition of open) search([...picked, condition], satisfied + condition.satisfied);
  };
  search([], 0);
  return best;
}

/** The search is exponential in theory; unions of contracts need a few dozen attempts. */
const MAX_SEARCH = 20_000;
