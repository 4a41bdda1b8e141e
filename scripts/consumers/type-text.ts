import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { patternProperties } from '../openapi/parts.ts';
import { schemaNameAt } from '../openapi/walk.ts';
import { keyText } from './property-text.ts';

/** Whether a program reads a value or gives it: enums are open only in what it reads. */
export type Use = 'read' | 'given';

const SIMPLE: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  null: 'null',
};

/**
 * The type that a schema promised, as a program writes it: named schemas by their names, so that
 * each is relied on in one place only.
 */
export function typeText(schema: Json | undefined, use: Use): string {
  if (!isObject(schema)) return 'unknown';
  if (typeof schema.$ref === 'string') return schemaNameAt(schema.$ref.slice(1)) ?? 'unknown';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return enumText(schema.enum, use);
  if (schema.format === 'binary') return 'Blob';
  const parts = partsOf(schema, use);
  return parts.length > 0 ? parts.join(' & ') : 'unknown';
}

/** Whether a type has to be put in brackets to become part of another. */
function bracketed(text: string): string {
  return /[|&]/.test(text) ? `(${text})` : text;
}

function enumText(values: readonly Json[], use: Use): string {
  const members = use === 'given' ? values.map((value) => JSON.stringify(value)) : basesOf(values);
  return [...new Set(members)].join(' | ');
}

function basesOf(values: readonly Json[]): string[] {
  return values.map((value) => (value === null ? 'null' : typeof value));
}

function partsOf(schema: JsonObject, use: Use): string[] {
  const { type, allOf, anyOf, oneOf } = schema;
  const types = Array.isArray(type) ? type : type === undefined ? [] : [type];
  const own = types.map((one) => singleText(String(one), schema, use)).join(' | ');
  const unions = [anyOf, oneOf]
    .filter((members) => Array.isArray(members))
    .map((members) => members.map((member) => typeText(member, use)).join(' | '));
  const all = Array.isArray(allOf) ? allOf.map((part) => typeText(part, use)) : [];
  const parts = [own, ...unions, ...all].filter(Boolean);
  return parts.length > 1 ? parts.map(bracketed) : parts;
}

function singleText(type: string, schema: JsonObject, use: Use): string {
  if (type === 'array') return `${bracketed(typeText(schema.items, use))}[]`;
  return type === 'object' ? objectText(schema, use) : (SIMPLE[type] ?? 'unknown');
}

function objectText(schema: JsonObject, use: Use): string {
  const { additionalProperties, required } = schema;
  const demanded = new Set(Array.isArray(required) ? required : []);
  const fields = Object.entries(isObject(schema.properties) ? schema.properties : {}).map(
    ([name, property]) =>
      `${keyText(name)}${demanded.has(name) ? '' : '?'}: ${typeText(property, use)}`,
  );
  const keyed = patternProperties(schema).map(
    ({ prefix, schema: value }) =>
      `[key: ${prefix === undefined ? 'string' : `\`${prefix}\${number}\``}]: ${typeText(value, use)}`,
  );
  if (fields.length + keyed.length > 0) return `{ ${[...fields, ...keyed].join('; ')} }`;
  return additionalProperties === false
    ? 'Record<string, never>'
    : `{ [key: string]: ${typeText(additionalProperties, use)} }`;
}

/** Whatever value the contract took: a program has it in a variable of that type. */
export function givenText(schema: Json | undefined): string {
  return `given<${typeText(schema, 'given')}>()`;
}
