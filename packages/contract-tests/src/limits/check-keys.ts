import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import type { ZodType, z } from 'zod';
import type { Packages } from '../calls/packages.ts';
import { type Operation, successesOf } from '../contract/operations.ts';
import type { Placed, Resolver } from '../contract/resolver.ts';
import type { Schema } from '../contract/schema.ts';
import type { Walker } from '../contract/walk.ts';
import { requestParts, unpairedParts } from './request-parts.ts';

export interface KeyCheck {
  readonly packages: Packages;
  readonly resolver: Resolver;
  readonly walker: Walker;
  /** Components that were looked at: they are shared. */
  readonly seen: Set<string>;
}

/** Where a validator knows other keys than the contract: no value that one allows shows them all. */
export function keyProblems(operation: Operation, check: KeyCheck): Problem[] {
  const { body, operationId, pointer } = operation;
  const unpaired = unpairedParts(operation, check.packages).map((message) => ({
    pointer,
    message: `${operationId}: ${message}`,
  }));
  const own = requestParts(operation, check.packages).flatMap(({ part, place, validator }) =>
    differences(check, place, validator, `${operationId} ${part}`),
  );
  const answers = successesOf(operation).map(({ content }) => content.schema);
  const components = [...(body ? [body.schema] : []), ...answers];
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
