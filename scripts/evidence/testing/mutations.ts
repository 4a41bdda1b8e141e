import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { resolve } from '../../openapi/reference.ts';
import { sentBodiesOf } from '../bodies.ts';
import { HIDDEN_ID, isHiddenName, isNamedStep, ROOT_PLACE, stepOf } from '../place.ts';
import { countsAt, type Evidence, type FiledRecording, propertyRecord } from '../recording.ts';
import {
  type SchemaCase,
  SchemaCases,
  type SchemaSet,
  stepInto,
  VALUE_KINDS,
} from '../schema-cases.ts';

/** A change to a contract that contradicts some evidence. */
export interface ContractMutation {
  readonly name: string;
  readonly operationId: string;
  /** The place that the finding must name. */
  readonly place: string;
  readonly rule: RegExp;
  /** Changes the contract in place, and returns a function that restores it. */
  readonly apply: () => () => void;
}

/** Sets properties of an object (`undefined` removes one), and returns a function that restores it. */
export function applyChanges(
  target: JsonObject,
  changes: Record<string, Json | undefined>,
): () => void {
  const before = { ...target };
  const restore = () => {
    for (const key of Object.keys(target)) delete target[key];
    Object.assign(target, before);
  };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete target[key];
    else target[key] = value;
  }
  return restore;
}

/** Several changes as one. */
function all(changes: readonly (() => () => void)[]): () => () => void {
  return () => {
    const undo = changes.map((change) => change()).reverse();
    return () => {
      for (const back of undo) back();
    };
  };
}

export function schemaAt(contract: JsonObject, pointer: string): JsonObject {
  const value = resolve(contract, `#${encodeURI(pointer)}`)?.value;
  if (!isObject(value)) throw new Error(`${pointer} is not a schema`);
  return value;
}

/** A schema that accepts the kinds of another except one; `undefined` if it is not a union. */
function without(schema: JsonObject, kind: string): JsonObject | undefined {
  const { anyOf, oneOf, type } = schema;
  if (Array.isArray(type) && type.includes(kind)) {
    return { ...schema, type: type.filter((one) => one !== kind) };
  }
  for (const [key, members] of Object.entries({ anyOf, oneOf })) {
    if (!Array.isArray(members) || !members.some((one) => isObject(one) && one.type === kind)) {
      continue;
    }
    return { ...schema, [key]: members.filter((one) => !isObject(one) || one.type !== kind) };
  }
  return undefined;
}

interface Spot {
  readonly contract: JsonObject;
  readonly operationId: string;
  readonly recordings: readonly FiledRecording[];
  readonly place: string;
  readonly alternatives: readonly SchemaSet[];
  readonly cases: readonly SchemaCase[];
  /** The cases of the parent; none for the root. */
  readonly holders: readonly SchemaCase[];
}

type Mutator = (spot: Spot) => Omit<ContractMutation, 'operationId' | 'place'>[];

/**
 * The mutations of every recorded place. If an operation uses a schema at several places, it is mutated
 * once.
 */
export function mutationsOf(contract: JsonObject, { recordings }: Evidence): ContractMutation[] {
  const byOperation = Map.groupBy(recordings, ({ operationId }) => operationId);
  const cases = new SchemaCases(contract);
  return sentBodiesOf(contract).flatMap(({ operationId, schemas }) => {
    const own = byOperation.get(operationId) ?? [];
    if (own.length === 0) return [];
    const root = schemas.map((placed) => [placed]);
    const done = new Set<string>();
    return spotsFrom(contract, cases, operationId, own, root).flatMap((spot) =>
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
  cases: SchemaCases,
  operationId: string,
  recordings: readonly FiledRecording[],
  root: readonly SchemaSet[],
): Spot[] {
  const places = [...new Set(recordings.flatMap((one) => Object.keys(one.places)))].sort();
  const known = new Map<string, readonly SchemaSet[]>([[ROOT_PLACE, root]]);
  const at = (place: string): readonly SchemaSet[] => {
    const found = known.get(place);
    if (found) return found;
    const { parent, step } = stepOf(place) ?? { parent: ROOT_PLACE, step: '' };
    const alternatives = at(parent)
      .flatMap((schemas) => cases.of(schemas))
      .flatMap((one) => stepInto(one, step).alternatives);
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
      cases: alternatives.flatMap((schemas) => cases.of(schemas)),
      holders: parent === undefined ? [] : at(parent).flatMap((schemas) => cases.of(schemas)),
    };
  });
}

function pointersOf({ alternatives }: Spot): string {
  return alternatives
    .flat()
    .map(({ pointer }) => pointer)
    .join(' ');
}

/** Requires a property that a recorded object lacks. */
const requireMissing: Mutator = ({ contract, holders, place, recordings }) => {
  const { parent, step } = stepOf(place) ?? { parent: '', step: '[]' };
  const objects = holders.filter(({ kinds }) => kinds.has('object'));
  if (!isNamedStep(step) || propertyRecord(recordings, parent, step).incomplete.length === 0)
    return [];
  const schemas = objects.map(({ pointers }) => schemaAt(contract, pointers.at(-1) ?? ''));
  const required = (schema: JsonObject) =>
    Array.isArray(schema.required) ? [...schema.required, step] : [step];
  const changes = [...new Set(schemas)].map((schema) => () => {
    return applyChanges(schema, { required: required(schema) });
  });
  return [{ name: 'required', rule: /evidence-required/, apply: all(changes) }];
};

/** Rejects a recorded kind. */
const rejectSeenKinds: Mutator = ({ alternatives, place, recordings }) =>
  VALUE_KINDS.filter((kind) => recordings.some(({ places }) => countsAt(places, place)[kind]))
    .map((kind) => ({ kind, changes: alternatives.flat().map((one) => without(one.schema, kind)) }))
    // Integers are numbers as well.
    .filter(({ changes, kind }) => kind !== 'integer' && !changes.includes(undefined))
    .map(({ changes, kind }) => ({
      name: kind === 'null' ? 'null removed' : `${kind} dropped of a union`,
      rule: kind === 'null' ? /evidence-null/ : /evidence-(kind|undescribed)/,
      apply: all(
        alternatives.flat().map(({ schema }, index) => () => {
          return applyChanges(schema, { anyOf: undefined, oneOf: undefined, ...changes[index] });
        }),
      ),
    }));

/** Declares a kind that was not recorded. */
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
      apply: all(schemas.map((schema) => () => applyChanges(schema, { type: other }))),
    },
    ...(kind === 'number'
      ? [
          {
            name: 'kind narrowed',
            rule: /evidence-kind/,
            apply: all(schemas.map((schema) => () => applyChanges(schema, { type: 'integer' }))),
          },
        ]
      : []),
  ];
};

/** Removes the description of recorded items or properties. */
const removeDescription: Mutator = ({ contract, holders, place }) => {
  const { step } = stepOf(place) ?? { step: ROOT_PLACE };
  const schemas = [
    ...new Set(holders.flatMap(({ pointers }) => pointers.map((one) => schemaAt(contract, one)))),
  ];
  if (schemas.some((schema) => schema['x-free-form'] !== undefined)) return [];
  const rule = /evidence-undescribed/;
  if (step === '[]') {
    const apply = all(schemas.map((schema) => () => applyChanges(schema, { items: undefined })));
    return [{ name: 'items removed', rule, apply }];
  }
  const open = schemas.filter(
    ({ additionalProperties, patternProperties }) =>
      isObject(additionalProperties) || isObject(patternProperties),
  );
  if (isHiddenName(step)) {
    if (open.length === 0) return [];
    const closed = { additionalProperties: false, patternProperties: undefined };
    const apply = all(open.map((schema) => () => applyChanges(schema, closed)));
    const renamed = { additionalProperties: false, patternProperties: { '^pid_[0-9]+$': {} } };
    return [
      { name: 'map closed', rule, apply },
      ...(step === HIDDEN_ID
        ? [
            {
              name: 'pattern changed',
              rule,
              apply: all(open.map((schema) => () => applyChanges(schema, renamed))),
            },
          ]
        : []),
    ];
  }
  if (step === ROOT_PLACE || open.length > 0) return [];
  const apply = all(
    schemas.flatMap(({ properties }) =>
      isObject(properties) ? [() => applyChanges(properties, { [step]: undefined })] : [],
    ),
  );
  return [{ name: 'property removed', rule, apply }];
};

/** Removes the member of a union that describes a recorded property. */
const dropMembers: Mutator = ({ contract, holders, place }) => {
  const { step } = stepOf(place) ?? { step: ROOT_PLACE };
  const objects = holders.filter(({ kinds }) => kinds.has('object'));
  const having = objects.filter((one) => stepInto(one, step).alternatives.length > 0);
  const [only, second] = having;
  if (!only || second || objects.length < 2 || !isNamedStep(step)) return [];
  return unionsOf(contract, only).map((drop) => ({
    name: 'member of a union dropped',
    rule: /evidence-/,
    apply: drop,
  }));
};

/** For each union that a case is part of: a function that removes its members. */
function unionsOf(contract: JsonObject, { pointers }: SchemaCase): (() => () => void)[] {
  const own = new Set(pointers.map((pointer) => schemaAt(contract, pointer)));
  return [...own].flatMap((holder) =>
    ['oneOf', 'anyOf'].flatMap((key) => {
      const members = holder[key];
      const isLeft = (one: Json) => isObject(one) && !own.has(one);
      if (!Array.isArray(members) || members.filter(isLeft).length === 0) return [];
      return () => applyChanges(holder, { [key]: members.filter(isLeft) });
    }),
  );
}

const MUTATORS = [requireMissing, rejectSeenKinds, changeKinds, removeDescription, dropMembers];
