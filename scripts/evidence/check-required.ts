import type { Failing } from './failing.ts';
import { ROOT_PLACE } from './place.ts';
import type { Evidence, FiledRecording } from './read.ts';
import type { Sent } from './responses.ts';
import { recordedState } from './state.ts';
import { placeAfter } from './step.ts';
import { type Support, supportOf } from './support.ts';
import type { Schemas, View } from './view.ts';
import type { Views } from './views.ts';

/** One required property, at one of the places where the contract requires it. */
export interface Requirement {
  readonly operationId: string;
  readonly place: string;
  readonly name: string;
  /** RFC 6901 pointer to the list that requires it. */
  readonly pointer: string;
  readonly support: Support;
}

/**
 * Goes through everything the contract says that Kaiten sends, and tells what each required property
 * rests on. What nothing was recorded of is the same wherever it is embedded, and is gone through
 * once.
 */
export class Requirements {
  readonly found: Requirement[] = [];
  readonly #views: Views;
  readonly #documented: Evidence['documented'];
  readonly #unrecorded = new Set<string>();

  constructor(views: Views, documented: Evidence['documented']) {
    this.#views = views;
    this.#documented = documented;
  }

  add(sent: Sent, recordings: readonly FiledRecording[]): void {
    const places = new Set(recordings.flatMap(({ places }) => Object.keys(places)));
    this.#walk(
      { sent, recordings, places },
      ROOT_PLACE,
      sent.schemas.map((placed) => [placed]),
    );
  }

  #walk(use: Use, place: string, alternatives: readonly Schemas[]): void {
    const views = alternatives.flatMap((schemas) => this.#views.of(schemas));
    const objects = views.filter(({ kinds }) => kinds.has('object'));
    if (this.#isKnown(use, place, alternatives)) return;
    for (const view of objects) {
      for (const name of view.required.keys()) this.#require(use, place, view, objects, name);
    }
    for (const [step, schemas] of stepsFrom(views)) {
      this.#walk(use, placeAfter(place, step), schemas);
    }
  }

  /** Nothing about it depends on the operation, and it was gone through for another one. */
  #isKnown({ sent, places }: Use, place: string, alternatives: readonly Schemas[]): boolean {
    if (sent.topPlaces.has(place) || places.has(place)) return false;
    const key = [sent.kind, ...alternatives.flat().map(({ pointer }) => pointer)].join(' ');
    if (this.#unrecorded.has(key)) return true;
    this.#unrecorded.add(key);
    return false;
  }

  #require(use: Use, place: string, view: View, objects: readonly View[], name: string): void {
    const { operationId, kind, rows, topPlaces } = use.sent;
    const pointer = view.required.get(name)?.[0] ?? '';
    // What all of them require by one and the same list is no requirement of a member.
    const isMember = objects.some(({ required }) => !required.get(name)?.includes(pointer));
    const support = supportOf(name, {
      kind,
      state: recordedState(use.recordings, place, name),
      isMember,
      isShared: objects.every(({ required }) => required.has(name)),
      isDiscriminator:
        objects.length > 1 && objects.some(({ discriminators }) => discriminators.has(name)),
      isDeprecated: view.properties.get(name)?.some(({ schema }) => schema.deprecated) ?? false,
      isTop: topPlaces.has(place),
      isDocumented: this.#documented[operationId]?.includes(name) ?? false,
      isRows: place === ROOT_PLACE && rows.has(name),
    });
    this.found.push({ operationId, place, name, pointer, support });
  }
}

interface Use {
  readonly sent: Sent;
  readonly recordings: readonly FiledRecording[];
  readonly places: ReadonlySet<string>;
}

/** The steps that views describe, each with what may hold there. */
function stepsFrom(views: readonly View[]): Map<string, Schemas[]> {
  const steps = new Map<string, Schemas[]>();
  const add = (step: string, schemas: Schemas) => {
    if (schemas.length > 0) steps.set(step, [...(steps.get(step) ?? []), schemas]);
  };
  for (const { properties, patterns, additional, items } of views) {
    for (const [name, schemas] of properties) add(name, schemas);
    for (const [pattern, schema] of patterns)
      add(pattern.startsWith('^id_') ? 'id_{n}' : '*', [schema]);
    add('*', additional.schemas);
    add('[]', items);
  }
  return steps;
}

/** The required properties that nothing supports, as failings. */
export function unsupportedFailings(requirements: readonly Requirement[]): Failing[] {
  return requirements.flatMap(({ name, operationId, place, pointer, support }) =>
    typeof support === 'string'
      ? []
      : {
          rule: 'evidence-unsupported' as const,
          pointer,
          entry: name,
          message: `requires ${name}, ${support.unsupported}`,
          evidence: `${operationId}: ${place}.${name}`,
        },
  );
}
