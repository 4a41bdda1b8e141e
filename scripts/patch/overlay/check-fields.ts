import type { Problem } from '../../cli/problem.ts';
import { describeType, type JsonObject } from '../../openapi/json.ts';

/** Fields that the specification does not define, save for extensions, and those that are missing. */
export function fieldProblems(
  object: JsonObject,
  pointer: string,
  known: readonly string[],
  required: readonly string[] = [],
): Problem[] {
  const unknown = Object.keys(object).filter((key) => !known.includes(key) && !/^x-/.test(key));
  return [
    ...unknown.map((key) => ({
      pointer,
      message: `has the unknown field ${JSON.stringify(key)}`,
      hint: `The fields here are ${known.join(', ')}; extensions start with x-.`,
    })),
    ...required
      .filter((key) => !Object.hasOwn(object, key))
      .map((key) => ({ pointer, message: `lacks the field ${key}` })),
  ];
}

/** Fields that are there and of another type than the one given. */
export function typeProblems(
  object: JsonObject,
  pointer: string,
  types: Readonly<Record<string, 'string' | 'boolean'>>,
): Problem[] {
  return Object.entries(types)
    .filter(([key, type]) => Object.hasOwn(object, key) && typeof object[key] !== type)
    .map(([key, type]) => ({
      pointer: `${pointer}/${key}`,
      message: `${key} must be a ${type}, not ${describeType(object[key])}`,
    }));
}
