import { operations } from '../contract.js';
import { alternativesOf, referredTo, resolved, type Schema, typesOf } from './schema.js';

const found = new Map<string, unknown[]>();
for (const { responses } of operations) {
  for (const { content = {} } of Object.values(responses)) {
    for (const { schema, example } of Object.values<MediaType>(content)) {
      if (schema && example !== undefined) visit(schema, example);
    }
  }
}

interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
}

/** The values of a component in the examples of operations. */
export function examplesOf(component: string): readonly unknown[] {
  return found.get(component) ?? [];
}

function visit(schema: Schema, value: unknown): void {
  const name = referredTo(schema);
  if (name !== undefined) found.set(name, [...examplesOf(name), value]);
  const { allOf = [], ...rest } = resolved(schema);
  for (const part of allOf) visit(part, value);
  for (const part of alternativesOf(rest)) if (mayBe(part, value)) visit(part, value);
  if (Array.isArray(value)) {
    if (rest.items) for (const item of value) visit(rest.items, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      const property = rest.properties?.[key];
      if (property) visit(property, child);
    }
  }
}

/** The properties that distinguish the options of a union. */
function mayBe(schema: Schema, value: unknown): boolean {
  const { allOf, required = [], ...rest } = resolved(schema);
  if (allOf) return allOf.every((part) => mayBe(part, value));
  const types = typesOf(rest);
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return false;
  return required.every((key) => Object.hasOwn(Object(value), key));
}

function isOf(type: string, value: unknown): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  return type === (type === 'integer' && Number.isInteger(value) ? 'integer' : typeof value);
}
