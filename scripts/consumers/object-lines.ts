import type { Place } from '../diff/index.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { type Line, line } from './line.ts';
import { keyText } from './property-text.ts';

/** One field of an object that a program gives, with what it relies on. */
export interface Field {
  readonly name: string;
  readonly text: string;
  readonly place: Place;
}

/** An object literal, a field on each line, so that a break of a field is told from the others. */
export function objectLines(
  before: string,
  fields: readonly Field[],
  after: string,
  place: Place,
): Line[] {
  return [
    line(`${before}{`, 'consumer-call', place),
    ...fields.map(({ name, text, place: own }) =>
      line(`${keyText(name)}: ${text},`, 'consumer-call', own),
    ),
    line(`}${after}`, 'consumer-call', place),
  ];
}

/** The properties of an object's schema, each with whether it is required. */
export function propertiesOf(
  schema: JsonObject,
): { name: string; schema: JsonObject; required: boolean }[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.entries(isObject(schema.properties) ? schema.properties : {}).map(
    ([name, property]) => ({
      name,
      schema: isObject(property) ? property : {},
      required: required.has(name),
    }),
  );
}
