import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import fc from 'fast-check';
import type { ZodType, z } from 'zod';
import { generatedValidatorOf, type Packages, type Part } from '../calls/call.ts';
import {
  type ContractOperation,
  type Parameter,
  successfulResponsesOf,
  withValueAt,
} from '../contract/contract.ts';
import type { Placed, Resolver, Schema } from '../contract/schema.ts';
import type { Visit, Walker } from '../contract/walk.ts';
import type { Instances } from '../instances/instances.ts';
import {
  otherwiseWrong,
  type WrongValue,
  withoutRequired,
  wrongTypes,
  wrongValues,
} from './wrong-values.ts';

export interface LimitCheck {
  readonly packages: Packages;
  readonly instances: Instances;
  readonly walker: Walker;
  readonly runs: number;
  readonly seed: number;
  /** Places that were looked at: what operations share is looked at once. */
  readonly seen: Set<string>;
}

/** What validators let pass though the contract does not allow it. */
export function limitProblems(operation: ContractOperation, check: LimitCheck): Problem[] {
  const { operationId } = operation;
  const { instances, packages, runs, seed } = check;
  const requests = requestParts(operation, packages).flatMap(({ place, validator }) =>
    fc
      .sample(instances.of(place.schema), { numRuns: runs, seed })
      .flatMap((value) => taken(check, place, validator, value, inRequest)),
  );
  const responses = successfulResponsesOf(operation).flatMap(({ content }) => {
    const validator = generatedValidatorOf(packages, operationId, 'Response');
    if (!validator || content.example === undefined) return [];
    return taken(check, content, validator, content.example, inResponse);
  });
  return [...requests, ...responses].map(({ message, ...place }) => ({
    ...place,
    message: `${operationId}: ${message}`,
  }));
}

function taken(
  { seen, walker }: LimitCheck,
  place: Placed,
  validator: ZodType,
  whole: unknown,
  wrongAt: (visit: Visit) => readonly WrongValue[],
): Problem[] {
  const problems: Problem[] = [];
  for (const visit of walker.walk(place, whole)) {
    // Inside of a union, what one alternative refuses another one may take.
    if (visit.isGuess || visit.union === 'mixed') continue;
    const { pointer } = visit.placed;
    for (const [what, value] of wrongAt(visit)) {
      if (value === null && visit.union === 'nullable') continue;
      const key = `${visit.use.pointer} ${pointer} ${what}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (!validator.safeParse(withValueAt(whole, visit.path, value)).success) continue;
      const where = visit.path.join('.') || 'its root';
      problems.push({ pointer, message: `the validator accepts ${what} at ${where}` });
    }
  }
  return problems;
}

function inRequest(visit: Visit): WrongValue[] {
  const { object, placed, value } = visit;
  if (!object) return wrongValues(placed.schema, value);
  return [
    ...wrongTypes(placed.schema),
    ...withoutRequired(object, value as object),
    ...otherwiseWrong(object, placed.schema, value as object),
  ];
}

/** Responses are read tolerantly: limits, formats and new codes are no reason to refuse one. */
function inResponse({ object, placed, value }: Visit): WrongValue[] {
  const types = wrongTypes(placed.schema);
  return object ? [...types, ...withoutRequired(object, value as object)] : types;
}

export interface KeyCheck {
  readonly packages: Packages;
  readonly resolver: Resolver;
  readonly walker: Walker;
  /** Components that were looked at: they are shared. */
  readonly seen: Set<string>;
}

/** Where a validator knows other keys than the contract: no value that one allows shows them all. */
export function keyProblems(operation: ContractOperation, check: KeyCheck): Problem[] {
  const { body, operationId, pointer } = operation;
  const unpaired = unpairedParts(operation, check.packages).map((message) => ({
    pointer,
    message: `${operationId}: ${message}`,
  }));
  const own = requestParts(operation, check.packages).flatMap(({ part, place, validator }) =>
    differences(check, place, validator, `${operationId} ${part}`),
  );
  const responses = successfulResponsesOf(operation).map(({ content }) => content.schema);
  const components = [...(body ? [body.schema] : []), ...responses];
  return [...unpaired, ...own, ...components.flatMap((schema) => componentProblems(schema, check))];
}

/** The components that a schema leads to, each once. */
function componentProblems(schema: Schema, check: KeyCheck): Problem[] {
  const { $ref } = schema;
  if ($ref === undefined) return partsOf(schema).flatMap((part) => componentProblems(part, check));
  if (check.seen.has($ref)) return [];
  check.seen.add($ref);
  const placed = check.resolver.follow({ schema, pointer: '' });
  const name = $ref.split('/').at(-1) ?? '';
  return [
    ...differences(check, placed, check.packages.validator(`z${name}`), name),
    ...componentProblems(placed.schema, check),
  ];
}

function partsOf(schema: Schema): Schema[] {
  const { additionalProperties: entries, allOf, anyOf, items, oneOf } = schema;
  return [
    ...Object.values(schema.properties ?? {}),
    ...Object.values(schema.patternProperties ?? {}),
    ...[allOf, anyOf, oneOf].flatMap((parts) => parts ?? []),
    ...(items ? [items] : []),
    ...(typeof entries === 'object' ? [entries] : []),
  ];
}

function differences(
  { walker }: KeyCheck,
  place: Placed,
  validator: ZodType | undefined,
  name: string,
): Problem[] {
  const keys = Object.keys(walker.shapeOf(place)?.properties ?? {});
  const known = validator ? keysOf(validator) : [];
  if (known.length === 0 || keys.length === 0) return [];
  const more = known.filter((key) => !keys.includes(key));
  const less = keys.filter((key) => !known.includes(key));
  const { pointer } = place;
  return [
    ...more.map((key) => ({ pointer, message: `${name}: the validator knows ${key} as well` })),
    ...less.map((key) => ({ pointer, message: `${name}: the validator does not know ${key}` })),
  ];
}

/** The keys of the objects that a validator takes; none where it takes something else. */
function keysOf(validator: z.core.$ZodType): readonly string[] {
  const { def } = (validator as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'lazy':
      return keysOf(def.getter());
    case 'object':
      return Object.keys(def.shape);
    case 'intersection':
      return [...keysOf(def.left), ...keysOf(def.right)];
    default:
      return [];
  }
}

/** A part of what an operation is called with. */
interface RequestPart {
  readonly part: Part;
  readonly place: Placed;
  readonly validator: ZodType;
}

/** The parts of an operation's call that contract and validators both have. */
function requestParts(operation: ContractOperation, packages: Packages): RequestPart[] {
  return allParts(operation, packages).flatMap(({ part, place, validator }) =>
    place && validator ? [{ part, place, validator }] : [],
  );
}

/** What is wrong where only one of contract and validators has a part. */
function unpairedParts(operation: ContractOperation, packages: Packages): string[] {
  return allParts(operation, packages).flatMap(({ part, place, validator }) => {
    if (Boolean(place) === Boolean(validator)) return [];
    return [
      place ? `there is no validator for its ${part}` : `a validator knows a ${part} as well`,
    ];
  });
}

function allParts(
  { body, operationId, parameters, pointer }: ContractOperation,
  packages: Packages,
) {
  const places = {
    Path: asObject(parameters, 'path', pointer),
    Query: asObject(parameters, 'query', pointer),
    Body: body && { schema: body.schema, pointer: `${pointer}/requestBody` },
  };
  return (['Path', 'Query', 'Body'] as const).map((part) => ({
    part,
    place: places[part],
    validator: generatedValidatorOf(packages, operationId, part),
  }));
}

/** Parameters of one kind as the one object that a function takes. */
function asObject(
  parameters: readonly Parameter[],
  kind: string,
  pointer: string,
): Placed | undefined {
  const ofKind = parameters.filter((parameter) => parameter.in === kind);
  if (ofKind.length === 0) return undefined;
  const properties = Object.fromEntries(ofKind.map(({ name, schema }) => [name, schema]));
  const required = ofKind.filter((parameter) => parameter.required).map(({ name }) => name);
  return { pointer: `${pointer}/${kind}`, schema: { type: 'object', properties, required } };
}
