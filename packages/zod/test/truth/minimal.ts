import { alternativesOf, resolved, type Schema, typesOf } from './schema.js';

const STRINGS: Readonly<Record<string, string>> = {
  uuid: 'b4f0c1a2-7d3e-4f58-9a6b-0c1d2e3f4a5b',
  'date-time': '2026-11-02T09:30:00.000Z',
  date: '2026-11-02',
  email: 'someone@example.com',
  uri: 'https://example.com/',
};

/** The minimal value of a schema: required properties only, and null if it is accepted. */
export function minimal(schema: Schema): unknown {
  const { allOf, const: only, enum: values, ...rest } = resolved(schema);
  if (only !== undefined) return only;
  if (values) return values[0];
  if (allOf) return Object.assign({}, ...allOf.map(minimal));
  const alternatives = alternativesOf(rest);
  const least = alternatives.find((part) => typesOf(part).includes('null')) ?? alternatives[0];
  return least ? minimal(least) : minimalOf(rest);
}

function minimalOf(schema: Schema): unknown {
  const types = typesOf(schema);
  if (types.includes('null')) return null;
  switch (types[0]) {
    case 'string':
      return STRINGS[schema.format ?? ''] ?? 'text';
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return [];
    default: {
      const { properties = {}, required = [] } = schema;
      return Object.fromEntries(required.map((name) => [name, minimal(properties[name] ?? {})]));
    }
  }
}
