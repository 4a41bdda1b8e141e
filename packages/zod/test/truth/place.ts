import type { ZodType } from 'zod';
import * as validators from '../../src/index.js';
import { operations } from '../contract.js';
import { examplesOf } from './instances.js';
import { minimal } from './minimal.js';
import type { Note } from './notes.js';
import { componentNamed, itemsOf, propertyOf, type Schema } from './schema.js';

/** The place of the value of a note: a validator, and the path of the property in its values. */
export interface Place {
  readonly validator: ZodType;
  /** Candidates to insert the value into; the first one that the validator accepts is used. */
  readonly instances: readonly unknown[];
  /** A copy of a candidate with this value in the property. */
  readonly withValue: (instance: unknown, value: unknown) => unknown;
}

/** Finds the place of a note. Throws if there is none, so that every note is tested. */
export function placeOf({ where, field }: Note): Place {
  const path = segmentsOf(field);
  const component = componentNamed(where);
  if (component) return placeIn(validatorNamed(where), component, path, examplesOf(where));
  const [part, ...rest] = path;
  const name = `${where[0]?.toUpperCase()}${where.slice(1)}`;
  if (part === 'query') {
    return placeIn(validatorNamed(`${name}Query`), queryOf(where), rest, []);
  }
  if (part !== 'response') throw new Error(`${where} ${field}: no test knows how to get there`);
  const [status = '', ...below] = rest;
  const { schema, example } = answerOf(where, status);
  const examples = example === undefined ? [] : [example];
  return placeIn(validatorNamed(`${name}Response`), schema, below, examples);
}

function placeIn(
  validator: ZodType,
  schema: Schema,
  path: readonly string[],
  examples: readonly unknown[],
): Place {
  return {
    validator,
    instances: [...examples, minimal(schema)],
    withValue: (instance, value) => placed(schema, instance, path, value),
  };
}

function placed(
  schema: Schema,
  instance: unknown,
  [name, ...rest]: readonly string[],
  value: unknown,
): unknown {
  if (name === undefined) return value;
  const property = propertyOf(schema, name);
  if (property) {
    const parent = isRecord(instance) ? instance : (minimal(schema) as object);
    const child = isRecord(instance) ? instance[name] : undefined;
    return { ...parent, [name]: placed(property, child, rest, value) };
  }
  const items = itemsOf(schema);
  if (!items) throw new Error(`the contract has no ${name} here`);
  const [first] = Array.isArray(instance) ? instance : [];
  return [placed(items, first, [name, ...rest], value)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function segmentsOf(field: string): string[] {
  return field.replaceAll('[]', '').split('.');
}

function validatorNamed(name: string): ZodType {
  const validator = (validators as Record<string, unknown>)[`z${name}`];
  if (validator === undefined) throw new Error(`there is no validator z${name}`);
  return validator as ZodType;
}

interface MediaType {
  readonly schema: Schema;
  readonly example?: unknown;
}

function answerOf(operationId: string, status: string): MediaType {
  const media = operationNamed(operationId).responses[status]?.content?.['application/json'];
  if (!media) throw new Error(`${operationId} has no answer ${status}`);
  return media as MediaType;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

function queryOf(operationId: string): Schema {
  const { parameters = [] } = operationNamed(operationId) as { parameters?: Parameter[] };
  const query = parameters.filter((parameter) => parameter.in === 'query');
  return {
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
    required: query.filter(({ required }) => required).map(({ name }) => name),
  };
}

function operationNamed(operationId: string) {
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`there is no operation ${operationId}`);
  return operation;
}
