import { isObject, type JsonObject } from '../../openapi/json.ts';
import type { OperationEntry } from '../../openapi/operations.ts';
import { type Body, bodyOf, resolved } from './body.ts';
import { type MethodName, methodNameOf } from './names.ts';

/** An operation as a method of `Kaiten`. */
export interface Method extends MethodName {
  readonly id: string;
  /** HTTP method, in capitals. */
  readonly verb: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly inPath: readonly string[];
  readonly inQuery: readonly string[];
  /** Query parameters whose arrays go as one value, with commas. */
  readonly joined: readonly string[];
  readonly body: Body | undefined;
  /** Whether it can be called without parameters. */
  readonly callableBare: boolean;
  /** How its list is paged; absent where it gives no list. */
  readonly list: JsonObject | undefined;
}

export function methodOf(document: JsonObject, entry: OperationEntry): Method {
  const { operation, pathItem, path } = entry;
  const parameters = [pathItem.parameters, operation.parameters]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((parameter) => resolved(document, parameter))
    .filter((parameter) => parameter !== undefined);
  const named = (place: string) =>
    parameters.filter((parameter) => parameter.in === place).map(({ name }) => String(name));
  const [inPath, inQuery] = [named('path'), named('query')];
  const body = bodyOf(document, operation, [...inPath, ...inQuery]);
  const pagination = operation['x-pagination'];
  return {
    ...methodNameOf(entry),
    id: String(operation.operationId),
    verb: entry.method.toUpperCase(),
    path,
    summary: String(operation.summary ?? ''),
    description: String(operation.description ?? ''),
    deprecated: operation.deprecated === true,
    inPath,
    inQuery,
    joined: parameters
      .filter(({ in: place, explode }) => place === 'query' && explode === false)
      .map(({ name }) => String(name)),
    body,
    callableBare: !body?.required && !parameters.some(({ required }) => required === true),
    list: isObject(pagination) ? pagination : undefined,
  };
}
