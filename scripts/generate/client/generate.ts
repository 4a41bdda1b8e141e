import { $, definePluginConfig } from '@hey-api/openapi-ts';
import { isObject, type JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { resolved } from '../../openapi/parts.ts';
import { walk } from '../../openapi/walk.ts';
import { withDirections, withoutWebhooks } from '../directions.ts';
import type { GeneratedFiles } from '../files.ts';
import { runHeyApi } from '../hey-api.ts';
import { enumConstants, openEnum, patternObject, readonlyArray, stringType } from './plugins.ts';
import { withSharedEncoding } from './runtime.ts';

export interface ClientStyle {
  /**
   * Whether functions have a default client. It adds the whole runtime of the generator, including
   * server-sent events, to every program, even if another client is passed.
   */
  readonly ownClient: boolean;
  /** Whether functions are typed for a client that throws errors. */
  readonly throws: boolean;
}

/** The client package: types, one function per operation, enum constants, the operation table. */
export async function generateClient(
  contract: JsonObject,
  { ownClient, throws }: ClientStyle,
): Promise<GeneratedFiles> {
  const files = await runHeyApi(
    withErrorBodies(withoutFixedLengths(withoutWebhooks(withDirections(contract)))),
    [
      {
        name: '@hey-api/typescript',
        // Component names are ours and stay as they are (`SLA` would become `Sla`).
        definitions: { case: 'preserve' },
        $resolvers: {
          array: readonlyArray,
          enum: openEnum,
          object: patternObject,
          string: stringType,
          unknown: undescribedError,
        },
      },
      { name: '@hey-api/client-fetch', throwOnError: throws },
      { name: '@hey-api/sdk', client: ownClient },
      enumConstants(),
      operationTable(),
    ],
    { entryFile: true },
  );
  return withSharedEncoding(files, contract);
}

/**
 * Removes the length of lists that have exactly one: the generator emits tuples for these, to which
 * a variable of an array type cannot be assigned. Changes the view.
 */
function withoutFixedLengths(view: JsonObject): JsonObject {
  for (const { kind, node } of walk(view)) {
    if (kind === 'schema' && node.minItems === node.maxItems) delete node.maxItems;
  }
  return view;
}

/**
 * Plugin: `operations`, a table of the properties of each operation that programs can use without
 * the contract. Its `pagination` is `x-pagination` unchanged: the linter has checked it, and
 * `Pagination` of @kaiten-sdk/pagination is its type.
 */
export const operationTable = definePluginConfig({
  name: 'operation-table',
  config: {},
  dependencies: [],
  handler: ({ plugin }) => {
    const table = $.object().pretty();
    plugin.forEach(
      'operation',
      ({ operation }) => {
        table.prop(operation.id, $.fromValue(rowOf(operation as unknown as JsonObject)));
      },
      { order: 'declarations' },
    );
    const symbol = plugin.symbol('operations', { getFilePath: () => 'operations' });
    plugin.node($.const(symbol).export().assign(table.as('const')));
  },
});

function rowOf(operation: JsonObject) {
  const tags = operation.tags as string[] | undefined;
  return {
    method: String(operation.method).toUpperCase(),
    path: operation.path,
    tag: tags?.[0] ?? null,
    stability: operation['x-stability'] ?? 'stable',
    deprecated: operation.deprecated ?? false,
    pagination: operation['x-pagination'] ?? null,
  };
}

/** Marks, only for the generator, the body of an error that the contract does not describe. */
const UNDESCRIBED_KEY = 'x-undescribed';

/** Adds an undescribed body to every error without a body. Changes the view. */
export function withErrorBodies(view: JsonObject): JsonObject {
  for (const { operation } of operationsOf(view)) {
    const responses = isObject(operation.responses) ? operation.responses : {};
    for (const [status, response] of Object.entries(responses)) {
      const error = /^[45]/.test(status) ? resolved(view, response) : undefined;
      if (!error || error.content !== undefined) continue;
      const content = { 'application/json': { schema: { [UNDESCRIBED_KEY]: true } } };
      responses[status] = { ...error, content };
    }
  }
  return view;
}

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

/**
 * Resolver: an undescribed error is `{}`, any value except null and undefined, as the client
 * returns it. An `unknown` error would make the `error` of the call unknown, so that checking
 * `error` would not narrow `data`.
 */
export function undescribedError({ $, schema }: Context) {
  return schema[UNDESCRIBED_KEY] ? $.type.object() : undefined;
}
