import { patternProperties } from '../../openapi/key-pattern.ts';

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

/**
 * Object resolver: `patternProperties` become index signatures such as `` [key: `id_${number}`] ``.
 * The generator's own is `[key: string]` with a union of all properties.
 */
export function patternObject(context: Context) {
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
    object.idxSig(`key${index || ''}`, (signature: Context) => signature.key(key).type(type));
  }
  return object;
}
