import { isObject, type Json, type JsonObject, toPointer } from './json.ts';

export const HTTP_METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const;

export type HttpMethod = (typeof HTTP_METHODS)[number];

/** Tag of the operations that upstream has and no overlay describes yet. */
export const UNCATEGORISED = 'uncategorised';

export interface OperationEntry {
  readonly method: HttpMethod;
  /** The path template, such as `/cards/{card_id}`. */
  readonly path: string;
  readonly operation: JsonObject;
  readonly pathItem: JsonObject;
  /** RFC 6901 pointer to the operation. */
  readonly pointer: string;
}

/**
 * Returns the operations under `paths`, in document order, without webhooks and callbacks.
 * Malformed operations are skipped: the schema check reports them.
 */
export function operationsOf(document: JsonObject): OperationEntry[] {
  const { paths } = document;
  if (!isObject(paths)) return [];
  return Object.entries(paths).flatMap(([path, pathItem]) =>
    isObject(pathItem) ? operationsAt(path, pathItem) : [],
  );
}

/** An operation as messages name it: `GET /cards/{card_id}`. */
export function labelOf({ method, path }: Pick<OperationEntry, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`;
}

function operationsAt(path: string, pathItem: JsonObject): OperationEntry[] {
  return Object.entries(pathItem).flatMap(([method, operation]) =>
    isHttpMethod(method) && isObject(operation)
      ? [{ method, path, operation, pathItem, pointer: toPointer(['paths', path, method]) }]
      : [],
  );
}

function isHttpMethod(key: string): key is HttpMethod {
  return (HTTP_METHODS as readonly string[]).includes(key);
}

/** Identifies an operation regardless of the names of its path parameters. */
export function pathShapeOf({ method, path }: Pick<OperationEntry, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

/** The names of a path's parameters, in order. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
}

export interface DocumentCounts {
  readonly operations: number;
  readonly paths: number;
  readonly schemas: number;
}

/** How much there is in an OpenAPI document. */
export function countDocument(document: JsonObject): DocumentCounts {
  const { components, paths } = document;
  return {
    operations: operationsOf(document).length,
    paths: keyCount(paths),
    schemas: isObject(components) ? keyCount(components.schemas) : 0,
  };
}

function keyCount(value: Json | undefined): number {
  return isObject(value) ? Object.keys(value).length : 0;
}
