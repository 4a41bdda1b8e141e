import { $, definePluginConfig } from '@hey-api/openapi-ts';
import type { JsonObject } from '../../openapi/json.ts';

/**
 * Plugin: `operations`, what a program may want to know of each operation without reading the
 * contract. Lists, limits and walks are decided from it.
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
