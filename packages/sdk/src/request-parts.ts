import type { Operation } from './operation.js';

export type Params = Readonly<Record<string, unknown>>;

/** The parameters of a method, apart by where they are sent. */
export interface RequestParts {
  readonly path: Params;
  readonly query: Params;
  /** Absent where the operation takes none, or none of its fields is given. */
  readonly body: unknown;
}

export function partsOf(operation: Operation, params: Params = {}): RequestParts {
  const { path: template, body: placement, query: names } = operation;
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  const fields: Record<string, unknown> = {};
  for (const name in params) {
    if (template.includes(`{${name}}`)) path[name] = params[name];
    else if (!placement || names?.includes(name)) query[name] = params[name];
    else fields[name] = params[name];
  }
  return { path, query, body: placement && bodyOf(placement, fields) };
}

function bodyOf(placement: NonNullable<Operation['body']>, fields: Params): unknown {
  if (placement !== 'flat') return fields.body;
  for (const _ in fields) return fields;
  return undefined;
}
