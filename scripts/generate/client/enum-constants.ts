import { $, definePluginConfig } from '@hey-api/openapi-ts';

/**
 * Plugin: `export const ColumnType = { Queue: 1, … } as const` for every named enum whose values
 * have names, beside the type of the same name.
 */
export const enumConstants = definePluginConfig({
  name: 'enum-constants',
  config: {},
  dependencies: ['@hey-api/typescript'],
  handler: ({ plugin }) => {
    plugin.forEach('schema', ({ name, schema }) => {
      const members = schema.type === 'enum' ? (schema.items ?? []) : [];
      if (members.length === 0 || !members.every(({ title }) => title)) return;
      const constant = $.object().pretty();
      for (const { title, const: value } of members) {
        constant.prop(title as string, $.fromValue(value));
      }
      const symbol = plugin.symbol(name, { getFilePath: () => 'types' });
      plugin.node($.const(symbol).export().assign(constant.as('const')));
    });
  },
});
