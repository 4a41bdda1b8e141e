import { isObject, type JsonObject } from '../../openapi/json.ts';
import type { OperationEntry } from '../../openapi/operations.ts';
import { parametersOf, resolved } from '../../openapi/parts.ts';
import { HEADER } from '../files.ts';
import { queryStylesOf } from '../query-styles.ts';
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
  /** How query parameters are sent, where that is not the usual. */
  readonly styles: ReturnType<typeof queryStylesOf>;
  readonly body: Body | undefined;
  /** Whether it can be called without parameters. */
  readonly callableBare: boolean;
  /** Pagination of its list; absent if it does not return a list. */
  readonly list: JsonObject | undefined;
  /** Whether a response is described that is not an error or a redirect. */
  readonly canSucceed: boolean;
}

export function methodOf(document: JsonObject, entry: OperationEntry): Method {
  const { operation, pathItem, path } = entry;
  const parameters = parametersOf(document, pathItem, operation);
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
    styles: queryStylesOf(parameters),
    body,
    callableBare: !body?.required && !parameters.some(({ required }) => required === true),
    list: isObject(pagination) ? pagination : undefined,
    canSucceed: Object.keys(operation.responses ?? {}).some((status) =>
      /^(2|default)/.test(status),
    ),
  };
}

/** Markdown list of all methods and their requests. */
export function listOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const rows = [...namespaces.values()]
    .flat()
    .map(
      ({ namespace, method, id, verb, path, body }) =>
        `| \`${namespace}.${method}\` | \`${verb} ${path}\` | ${id} | ${body?.placement ?? ''} |`,
    );
  return `<!-- ${HEADER.replace('// ', '')} -->

# Methods of Kaiten

Parameters of path and query, and the fields of the body, are one object (body: flat), unless a field has the name of a parameter (apart) or the body is a form: then the body is under \`body\`.

| method | sends | operation | body |
|---|---|---|---|
${rows.join('\n')}
`;
}

/**
 * Where the body is in the parameters of a method: its fields next to the parameters (`flat`),
 * under `body` because a field has the name of a parameter or there are no fields (`apart`), or
 * under `body` because it is sent as a form (`form`).
 */
interface Body {
  readonly placement: 'flat' | 'apart' | 'form';
  /** Whether a call without it, or without any of its fields, is an error of the caller's. */
  readonly required: boolean;
}

function bodyOf(
  document: JsonObject,
  operation: JsonObject,
  parameters: readonly string[],
): Body | undefined {
  const body = resolved(document, operation.requestBody);
  if (!body || !isObject(body.content)) return undefined;
  const [[type, media] = []] = Object.entries(body.content);
  const schema = resolved(document, isObject(media) ? media.schema : undefined);
  const sent = body.required === true;
  if (type?.startsWith('multipart/')) return { placement: 'form', required: sent };
  const fields = schema && fieldsOf(document, schema);
  if (!fields || [...parameters, 'body'].some((name) => fields.all.has(name))) {
    return { placement: 'apart', required: sent };
  }
  return { placement: 'flat', required: sent && fields.required };
}

interface Fields {
  readonly all: ReadonlySet<string>;
  readonly required: boolean;
}

/**
 * The fields of an object, or of all objects of a union; `undefined` if other types are allowed.
 */
function fieldsOf(document: JsonObject, schema: JsonObject): Fields | undefined {
  const options = schema.anyOf ?? schema.oneOf;
  if (isObject(schema.properties)) {
    return {
      all: new Set(Object.keys(schema.properties)),
      required: Array.isArray(schema.required) && schema.required.length > 0,
    };
  }
  if (!Array.isArray(options)) return undefined;
  const fields = options.map((option) => {
    const object = resolved(document, option);
    return object && fieldsOf(document, object);
  });
  if (!fields.every((field) => field !== undefined)) return undefined;
  return {
    all: new Set(fields.flatMap(({ all }) => [...all])),
    required: fields.every(({ required }) => required),
  };
}
