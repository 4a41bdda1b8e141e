import type { Schema } from '../contract/schema.ts';
import type { ObjectShape } from '../contract/walk.ts';
import type { WrongValue } from './wrong-values.ts';

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
