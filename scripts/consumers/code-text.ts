import { asObject } from '../diff/index.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { patternProperties, resolved } from '../openapi/parts.ts';
import { schemaNameAt } from '../openapi/walk.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The name of a property in an object literal. */
export function propertyKey(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** The access to a property, after the expression of its object. */
export function propertyAccess(name: string): string {
  return IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Whether a program reads a value or passes it. Enums are open in values that are read. */
type TypeUse = 'read' | 'given';

const PRIMITIVES: Readonly<Record<string, { type: string; sample: string }>> = {
  integer: { type: 'number', sample: '1' },
  number: { type: 'number', sample: '1' },
  string: { type: 'string', sample: "'text'" },
  boolean: { type: 'boolean', sample: 'true' },
  null: { type: 'null', sample: 'null' },
};

/**
 * The TypeScript type of a schema. Components are named, so that only one line of the programs
 * relies on each of their properties.
 */
export function typeText(schema: Json | undefined, use: TypeUse): string {
  if (!isObject(schema)) return 'unknown';
  if (typeof schema.$ref === 'string') return schemaNameAt(schema.$ref.slice(1)) ?? 'unknown';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return enumText(schema.enum, use);
  if (schema.format === 'binary') return 'Blob';
  const { type, allOf } = schema;
  const types = Array.isArray(type) ? type : type === undefined ? [] : [type];
  const own = types.map((one) => singleTypeText(String(one), schema, use)).join(' | ');
  const unions = [schema.anyOf, schema.oneOf]
    .filter((members) => Array.isArray(members))
    .map((members) => members.map((member) => typeText(member, use)).join(' | '));
  const all = Array.isArray(allOf) ? allOf.map((part) => typeText(part, use)) : [];
  const parts = [own, ...unions, ...all].filter(Boolean);
  return (parts.length > 1 ? parts.map(inParentheses) : parts).join(' & ') || 'unknown';
}

/** An expression of the type that a program passes. */
export function givenText(schema: Json | undefined): string {
  return `given<${typeText(schema, 'given')}>()`;
}

function enumText(values: readonly Json[], use: TypeUse): string {
  const members = values.map((value) =>
    use === 'given' || value === null ? JSON.stringify(value) : typeof value,
  );
  return [...new Set(members)].join(' | ');
}

function inParentheses(type: string): string {
  return /[|&]/.test(type) ? `(${type})` : type;
}

function singleTypeText(type: string, schema: JsonObject, use: TypeUse): string {
  if (type === 'array') return `${inParentheses(typeText(schema.items, use))}[]`;
  return type === 'object' ? objectTypeText(schema, use) : (PRIMITIVES[type]?.type ?? 'unknown');
}

function objectTypeText(schema: JsonObject, use: TypeUse): string {
  const { additionalProperties, required } = schema;
  const names = new Set(Array.isArray(required) ? required : []);
  const properties = Object.entries(asObject(schema.properties)).map(
    ([name, property]) =>
      `${propertyKey(name)}${names.has(name) ? '' : '?'}: ${typeText(property, use)}`,
  );
  const patterns = patternProperties(schema).map(
    ({ prefix, schema: value }) =>
      `[key: ${prefix === undefined ? 'string' : `\`${prefix}\${number}\``}]: ${typeText(value, use)}`,
  );
  const members = [...properties, ...patterns];
  if (members.length > 0) return `{ ${members.join('; ')} }`;
  return additionalProperties === false
    ? 'Record<string, never>'
    : `{ [key: string]: ${typeText(additionalProperties, use)} }`;
}

/** A value of a schema: the example if there is one, otherwise a minimal value. */
export function sampleText(
  document: JsonObject,
  schema: Json | undefined,
  example?: Json | undefined,
): string {
  if (example !== undefined) return JSON.stringify(example);
  const shape = resolved(document, schema) ?? {};
  const known = shape.const ?? firstOf(shape.enum) ?? shape.example ?? shape.default;
  if (known !== undefined) return JSON.stringify(known);
  if (shape.format === 'binary') return 'new Blob()';
  const member = firstOf(shape.anyOf) ?? firstOf(shape.oneOf) ?? firstOf(shape.allOf);
  if (member !== undefined) return sampleText(document, member);
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type;
  if (type === 'array') return '[]';
  if (type !== 'object') return PRIMITIVES[String(type)]?.sample ?? '{}';
  const properties = asObject(shape.properties);
  const required = (Array.isArray(shape.required) ? shape.required : []).map(String);
  const members = required.map(
    (name) => `${propertyKey(name)}: ${sampleText(document, properties[name])}`,
  );
  return `{ ${members.join(', ')} }`;
}

function firstOf(list: Json | undefined): Json | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}
