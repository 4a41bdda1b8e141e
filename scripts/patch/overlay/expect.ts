import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../cli/problem.ts';
import { isObject, type Json, toPointer } from '../../openapi/json.ts';
import { parsePointer } from '../../openapi/reference.ts';
import { compactJson } from '../../openapi/short-value.ts';
import type { Action } from './parse.ts';
import type { Node, NodeLocation } from './query.ts';

const HINT =
  'Upstream has changed here: review this action, and remove it if upstream now has the same.';

/** The differences of a node from `x-expect` and `x-expect-absent` of the action. */
export function unmetExpectations({ value, location }: Node, action: Action): Problem[] {
  const { expected, absent } = action;
  return [
    ...(expected === undefined ? [] : differencesOf(expected, value, location)),
    ...absent.flatMap((pointer) => presenceOf(pointer, value, location)),
  ];
}

/** Objects may have more keys than expected; everything else must be equal. */
function differencesOf(expected: Json, found: Json | undefined, location: NodeLocation): Problem[] {
  if (isObject(expected) && isObject(found)) {
    return Object.keys(expected).flatMap((key) =>
      differencesOf(expected[key] as Json, childOf(found, key), [...location, key]),
    );
  }
  if (isDeepStrictEqual(expected, found)) return [];
  return [mismatch(`expected ${compactJson(expected)} at ${nameOf(location)}`, found)];
}

function presenceOf(pointer: string, value: Json, location: NodeLocation): Problem[] {
  const segments = parsePointer(pointer);
  const found = segments.reduce<Json | undefined>(
    (parent, segment) => (parent === undefined ? undefined : childOf(parent, segment)),
    value,
  );
  if (found === undefined) return [];
  return [mismatch(`expected nothing at ${nameOf([...location, ...segments])}`, found)];
}

function childOf(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function mismatch(expectation: string, found: Json | undefined): Problem {
  return { message: `${expectation}, found ${compactJson(found)}`, hint: HINT };
}

function nameOf(location: NodeLocation): string {
  return toPointer(location) || 'the document';
}
