import { isTypeAllowed, type Schema, schemaTypesOf, typeOf } from '../contract/schema.ts';
import type { ObjectShape } from '../contract/walk.ts';

/** A value that a schema does not allow, and what is wrong with it. */
export type WrongValue = readonly [what: string, value: unknown];

/** Of these, most types do not allow some. */
const OF_EACH_TYPE = [true, 'neither id nor date', 1.5, [[[]]], { 'no key': [] }];

/** Values that are as near as can be to what a schema allows, and are not allowed. */
export function wrongValues(schema: Schema, value: unknown): WrongValue[] {
  return [
    ...wrongTypes(schema),
    ...(typeof value === 'string' ? wrongTexts(schema) : []),
    ...(typeof value === 'number' ? wrongNumbers(schema) : []),
    ...(Array.isArray(value) ? wrongLists(schema, value) : []),
  ];
}

/** Values of a type that a schema does not allow. */
export function wrongTypes(schema: Schema): WrongValue[] {
  const types = schemaTypesOf(schema);
  if (types.length === 0 || schema.format === 'binary') return [];
  const wrong = OF_EACH_TYPE.find((value) => !isTypeAllowed(types, typeOf(value)));
  const ofType: WrongValue[] = wrong === undefined ? [] : [['another type', wrong]];
  return types.includes('null') ? ofType : [...ofType, ['null', null]];
}

function wrongTexts({
  enum: codes,
  format,
  maxLength,
  minLength = 0,
  pattern,
}: Schema): WrongValue[] {
  if (codes) return [['an unknown code', 'no such code']];
  if (format) return FORMATS.has(format) ? [[`no ${format}`, 'neither id nor date']] : [];
  if (pattern !== undefined) return [['what the pattern does not allow', '☂ ☂']];
  return [
    ...(minLength > 0 ? [['too short a text', 'a'.repeat(minLength - 1)] as const] : []),
    ...(maxLength === undefined ? [] : [['too long a text', 'a'.repeat(maxLength + 1)] as const]),
  ];
}

const FORMATS: ReadonlySet<string> = new Set(['uuid', 'date', 'date-time', 'email', 'uri']);

function wrongNumbers({ enum: codes, exclusiveMinimum, maximum, minimum }: Schema): WrongValue[] {
  if (codes) return [['an unknown code', 987_654]];
  return [
    ...(minimum === undefined ? [] : [['too small a number', minimum - 1] as const]),
    ...(exclusiveMinimum === undefined ? [] : [['the excluded limit', exclusiveMinimum] as const]),
    ...(maximum === undefined ? [] : [['too large a number', maximum + 1] as const]),
  ];
}

function wrongLists({ maxItems, minItems = 0 }: Schema, list: readonly unknown[]): WrongValue[] {
  const longer = (length: number) => Array.from({ length }, () => list[0]);
  return [
    ...(minItems > 0 ? [['too short a list', list.slice(0, minItems - 1)] as const] : []),
    ...(maxItems === undefined || list.length === 0
      ? []
      : [['too long a list', longer(maxItems + 1)] as const]),
  ];
}

/** The object without each key that it must have. */
export function withoutRequired(
  { properties, required }: ObjectShape,
  value: object,
): WrongValue[] {
  const names = new Set(required.map(({ name }) => name));
  return [...names]
    .filter((name) => Object.hasOwn(value, name) && Object.hasOwn(properties, name))
    .map((name) => [`no ${name}`, without(value, [name])]);
}

/** The object with a key that it must not have, and without all of which it must have one. */
export function otherwiseWrong(
  { entries }: ObjectShape,
  { 'x-at-least-one-of': names }: Schema,
  value: object,
): WrongValue[] {
  return [
    ...(entries === false ? [['an unknown key', { ...value, 'no such key': 1 }] as const] : []),
    ...(names ? [[`none of ${names.join(', ')}`, without(value, names)] as const] : []),
  ];
}

function without(value: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)));
}
