import { $, definePluginConfig } from '@hey-api/openapi-ts';
import { patternProperties } from '../../openapi/parts.ts';
import { DIRECTION_KEY, isDate, QUERY, RESPONSE, UNLISTED_KEY } from '../directions.ts';

/**
 * Plugin: emits `export const ColumnType = { Queue: 1, … } as const` for every named enum whose
 * values have names, next to the type of the same name.
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

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type ResolverContext = any;

/**
 * Enum resolver: an enum in a response accepts unknown values, as `1 | 2 | (number & {})`, so that
 * editors still suggest the known ones.
 */
export function openEnum(context: ResolverContext) {
  const { $, nodes, schema } = context;
  if (schema[DIRECTION_KEY] !== RESPONSE) return undefined;
  const bases = new Set<string>(schema.items.map((item: ResolverContext) => typeof item.const));
  const others = [...bases].filter((base) => base === 'string' || base === 'number');
  return $.type.or(
    nodes.base(context),
    ...others.map((base) => $.type.and($.type(base), $.type.object())),
  );
}

/**
 * Object resolver: `patternProperties` become index signatures such as `` [key: `id_${number}`] ``.
 * The generator emits `[key: string]` with a union of all properties.
 */
export function patternObject(context: ResolverContext) {
  const { $, nodes, path, plugin, schema, walk } = context;
  const patterns = patternProperties(schema);
  const isNumbered = patterns.every(({ prefix }) => prefix !== undefined);
  const isPlainMap = patterns.length === 1 && Object.keys(schema.properties ?? {}).length === 0;
  if (patterns.length === 0 || !(isNumbered || isPlainMap)) return undefined;
  const object = nodes.shape(context);
  for (const [index, { prefix, schema: value }] of patterns.entries()) {
    const { type } = walk(value, { path, plugin });
    const key =
      prefix === undefined ? $.type('string') : $.type.template(prefix).add($.type('number'));
    object.idxSig(`key${index || ''}`, (signature: ResolverContext) =>
      signature.key(key).type(type),
    );
  }
  return object;
}

/** Array resolver: queries accept readonly arrays. */
export function readonlyArray({ $, path, plugin, schema, walk }: ResolverContext) {
  const [items] = schema.items ?? [];
  if (schema[DIRECTION_KEY] !== QUERY || !items) return undefined;
  return $.type('ReadonlyArray').generic(walk(items, { path, plugin }).type);
}

/** String resolver: an unknown kind excludes the known kinds, and queries accept a `Date` for a date. */
export function stringType({ $, schema }: ResolverContext) {
  if (schema[DIRECTION_KEY] === QUERY && isDate(schema)) {
    return $.type.or($.type('Date'), $.type('string'));
  }
  if (!schema[UNLISTED_KEY]) return undefined;
  return $.type.template('').add($.type('string')).add(UNLISTED_SUFFIX);
}

/**
 * Suffix of the type of unknown kinds. TypeScript only narrows a union by a property if its types
 * in the members are disjoint, and `string` would overlap with all of them; so the type is ``
 * `${string} (unlisted)` ``, which no known kind matches. At run time it is any string.
 */
export const UNLISTED_SUFFIX = ' (unlisted)';
