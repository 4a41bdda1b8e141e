import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { keyText } from './property-text.ts';
import { type Published, schemaBehind } from './published.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  integer: '1',
  number: '1',
  string: "'text'",
  boolean: 'true',
  array: '[]',
  null: 'null',
};

/** A value of a schema as a program writes it: the example where there is one, else the least. */
export function sampleText(
  published: Published,
  schema: Json | undefined,
  example?: Json | undefined,
): string {
  if (example !== undefined) return JSON.stringify(example);
  const shape = schemaBehind(published, schema);
  const { type, allOf } = shape;
  const known = shape.const ?? firstOf(shape.enum) ?? shape.example ?? shape.default;
  if (known !== undefined) return JSON.stringify(known);
  if (shape.format === 'binary') return 'new Blob()';
  const member = firstOf(shape.anyOf) ?? firstOf(shape.oneOf) ?? firstOf(allOf);
  if (member !== undefined) return sampleText(published, member);
  const [first] = Array.isArray(type) ? type : [type];
  return first === 'object' ? objectText(published, shape) : (SIMPLE[String(first)] ?? '{}');
}

function objectText(published: Published, schema: JsonObject): string {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const fields = (Array.isArray(schema.required) ? schema.required : []).map(
    (name) => `${keyText(String(name))}: ${sampleText(published, properties[String(name)])}`,
  );
  return `{ ${fields.join(', ')} }`;
}

function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}
