import { DIRECTION_KEY, RESPONSE } from '../directions.ts';

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

/**
 * Enum resolver: an enum that the server sends takes values we do not know yet, as
 * `1 | 2 | (number & {})`, so that editors still offer the known ones.
 */
export function openEnum(context: Context) {
  const { $, nodes, schema } = context;
  if (schema[DIRECTION_KEY] !== RESPONSE) return undefined;
  const bases = new Set<string>(schema.items.map((item: Context) => typeof item.const));
  const others = [...bases].filter((base) => base === 'string' || base === 'number');
  return $.type.or(
    nodes.base(context),
    ...others.map((base) => $.type.and($.type(base), $.type.object())),
  );
}
