import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { countsAt } from '../counts.ts';
import { isNamedStep, ROOT_PLACE, stepOf } from '../place.ts';
import { HIDDEN_ID, isHidden } from '../privacy.ts';
import type { Evidence, FiledRecording } from '../read.ts';
import { sentBy } from '../responses.ts';
import { recordedState } from '../state.ts';
import { stepInto } from '../step.ts';
import { type Schemas, VALUE_KINDS, type View } from '../view.ts';
import { Views } from '../views.ts';
import { all, changed, type Mutation, schemaAt, without } from './mutation.ts';

interface Spot {
  readonly contract: JsonObject;
  readonly operationId: string;
  readonly recordings: readonly FiledRecording[];
  readonly place: string;
  readonly alternatives: readonly Schemas[];
  readonly views: readonly View[];
  /** What the place is in; none for the root. */
  readonly holders: readonly View[];
}

type Mutator = (spot: Spot) => Omit<Mutation, 'operationId' | 'place'>[];

/**
 * Every way to contradict the evidence that the mutators know, for every place of it. What several
 * places say of the same schema is contradicted once for each operation.
 */
export function mutationsOf(contract: JsonObject, { recordings }: Evidence): Mutation[] {
  const byOperation = Map.groupBy(recordings, ({ operationId }) => operationId);
  const views = new Views(contract);
  return sentBy(contract).flatMap(({ operationId, schemas }) => {
    const own = byOperation.get(operationId) ?? [];
    if (own.length === 0) return [];
    const root = schemas.map((placed) => [placed]);
    const done = new Set<string>();
    return spotsFrom(contract, views, operationId, own, root).flatMap((spot) =>
      MUTATORS.flatMap((mutate) =>
        mutate(spot).flatMap((mutation) => {
          const key = `${mutation.name} ${pointersOf(spot)}`;
          if (done.has(key)) return [];
          done.add(key);
          return { ...mutation, operationId, place: spot.place };
        }),
      ),
    );
  });
}

function spotsFrom(
  contract: JsonObject,
  views: Views,
  operationId: string,
  recordings: readonly FiledRecording[],
  root: readonly Schemas[],
): Spot[] {
  const places = [...new Set(recordings.flatMap((one) => Object.keys(one.places)))].sort();
  const known = new Map<string, readonly Schemas[]>([[ROOT_PLACE, root]]);
  const at = (place: string): readonly Schemas[] => {
    const found = known.get(place);
    if (found) return found;
    const { parent, step } = stepOf(place) ?? { parent: ROOT_PLACE, step: '' };
    const alternatives = at(parent)
      .flatMap((schemas) => views.of(schemas))
      .flatMap((view) => stepInto(view, step).alternatives);
    known.set(place, alternatives);
    return alternatives;
  };
  return places.flatMap((place) => {
    const alternatives = at(place);
    const parent = stepOf(place)?.parent;
    if (alternatives.length === 0) return [];
    return {
      contract,
      operationId,
      recordings,
      place,
      alternatives,
      views: alternatives.flatMap((schemas) => views.of(schemas)),
      holders: parent === undefined ? [] : at(parent).flatMap((schemas) => views.of(schemas)),
    };
  });
}

function pointersOf({ alternatives }: Spot): string {
  return alternatives
    .flat()
    .map(({ pointer }) => pointer)
    .join(' ');
}

/** A property that some recording lacks is required in everything that it can be in. */
const requireWhatIsLacking: Mutator = ({ contract, holders, place, recordings }) => {
  const { parent, step } = stepOf(place) ?? { parent: '', step: '[]' };
  const objects = holders.filter(({ kinds }) => kinds.has('object'));
  if (!isNamedStep(step) || recordedState(recordings, parent, step).lacking.length === 0) return [];
  const schemas = objects.map(({ pointers }) => schemaAt(contract, pointers.at(-1) ?? ''));
  const required = (schema: JsonObject) =>
    Array.isArray(schema.required) ? [...schema.required, step] : [step];
  const changes = [...new Set(schemas)].map((schema) => () => {
    return changed(schema, { required: required(schema) });
  });
  return [{ name: 'required', rule: /evidence-required/, apply: all(changes) }];
};

/** A kind that was seen is no longer taken. */
const refuseSeenKinds: Mutator = ({ alternatives, place, recordings }) =>
  VALUE_KINDS.filter((kind) => recordings.some(({ places }) => countsAt(places, place)[kind]))
    .map((kind) => ({ kind, changes: alternatives.flat().map((one) => without(one.schema, kind)) }))
    // Integers are numbers as well.
    .filter(({ changes, kind }) => kind !== 'integer' && !changes.includes(undefined))
    .map(({ changes, kind }) => ({
      name: kind === 'null' ? 'null removed' : `${kind} dropped of a union`,
      rule: kind === 'null' ? /evidence-null/ : /evidence-(kind|undescribed)/,
      apply: all(
        alternatives.flat().map(({ schema }, index) => () => {
          return changed(schema, { anyOf: undefined, oneOf: undefined, ...changes[index] });
        }),
      ),
    }));

/** What was seen as one kind is declared to be another. */
const changeKinds: Mutator = ({ alternatives, place, recordings }) => {
  const schemas = alternatives.flat().map(({ schema }) => schema);
  const seen = VALUE_KINDS.filter((kind) =>
    recordings.some(({ places }) => countsAt(places, place)[kind]),
  );
  const [kind] = seen.filter((one) => one !== 'null');
  if (!kind || schemas.some(({ type }) => type === undefined)) return [];
  const other: Json = kind === 'string' ? 'boolean' : 'string';
  const isItem = place.endsWith('[]');
  return [
    {
      name: isItem ? 'type of items changed' : 'type changed',
      rule: /evidence-kind/,
      apply: all(schemas.map((schema) => () => changed(schema, { type: other }))),
    },
    ...(kind === 'number'
      ? [
          {
            name: 'kind narrowed',
            rule: /evidence-kind/,
            apply: all(schemas.map((schema) => () => changed(schema, { type: 'integer' }))),
          },
        ]
      : []),
  ];
};

/** Lists say nothing of their items, objects nothing of a property that was seen. */
const forget: Mutator = ({ contract, holders, place }) => {
  const { step } = stepOf(place) ?? { step: ROOT_PLACE };
  const schemas = [
    ...new Set(holders.flatMap(({ pointers }) => pointers.map((one) => schemaAt(contract, one)))),
  ];
  if (schemas.some((schema) => schema['x-free-form'] !== undefined)) return [];
  const rule = /evidence-undescribed/;
  if (step === '[]') {
    const apply = all(schemas.map((schema) => () => changed(schema, { items: undefined })));
    return [{ name: 'items removed', rule, apply }];
  }
  const open = schemas.filter(
    ({ additionalProperties, patternProperties }) =>
      isObject(additionalProperties) || isObject(patternProperties),
  );
  if (isHidden(step)) {
    if (open.length === 0) return [];
    const closed = { additionalProperties: false, patternProperties: undefined };
    const apply = all(open.map((schema) => () => changed(schema, closed)));
    const renamed = { additionalProperties: false, patternProperties: { '^pid_[0-9]+$': {} } };
    return [
      { name: 'map closed', rule, apply },
      ...(step === HIDDEN_ID
        ? [
            {
              name: 'pattern changed',
              rule,
              apply: all(open.map((schema) => () => changed(schema, renamed))),
            },
          ]
        : []),
    ];
  }
  if (step === ROOT_PLACE || open.length > 0) return [];
  const apply = all(
    schemas.flatMap(({ properties }) =>
      isObject(properties) ? [() => changed(properties, { [step]: undefined })] : [],
    ),
  );
  return [{ name: 'property removed', rule, apply }];
};

/** Of a union of objects, only the first is left: what only others have is not described then. */
const dropMembers: Mutator = ({ contract, holders, place }) => {
  const { step } = stepOf(place) ?? { step: ROOT_PLACE };
  const objects = holders.filter(({ kinds }) => kinds.has('object'));
  const having = objects.filter((view) => stepInto(view, step).alternatives.length > 0);
  const [only, second] = having;
  if (!only || second || objects.length < 2 || !isNamedStep(step)) return [];
  return unionsOf(contract, only).map((drop) => ({
    name: 'member of a union dropped',
    rule: /evidence-/,
    apply: drop,
  }));
};

/** For each union that a view is a way through: what drops the members that it goes through. */
function unionsOf(contract: JsonObject, { pointers }: View): (() => () => void)[] {
  const way = new Set(pointers.map((pointer) => schemaAt(contract, pointer)));
  return [...way].flatMap((holder) =>
    ['oneOf', 'anyOf'].flatMap((key) => {
      const members = holder[key];
      const isLeft = (one: Json) => isObject(one) && !way.has(one);
      if (!Array.isArray(members) || members.filter(isLeft).length === 0) return [];
      return () => changed(holder, { [key]: members.filter(isLeft) });
    }),
  );
}

const MUTATORS = [requireWhatIsLacking, refuseSeenKinds, changeKinds, forget, dropMembers];
