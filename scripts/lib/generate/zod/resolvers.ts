import type { IR } from '@hey-api/openapi-ts';
import { DIRECTION_KEY, RESPONSE } from '../directions.ts';
import { importedSymbol, type ZodImports } from './imports.ts';

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

const isResponse = (schema: IR.SchemaObject): boolean =>
  (schema as Record<string, unknown>)[DIRECTION_KEY] === RESPONSE;

/**
 * What the server sends is read tolerantly: unknown keys are kept and unknown enum values pass.
 * What we send is checked exactly: an unknown key is an error, as is a missing one of a set.
 */
export function resolversWith({ openEnum, refinements }: ZodImports) {
  return {
    ...RESOLVERS,
    enum: (context: Context) =>
      isResponse(context.schema) ? openEnumOf(context, openEnum) : undefined,
    object: (context: Context) => objectOf(context, refinements),
  };
}

const RESOLVERS = {
  string: stringOf,
  void: ({ $, symbols: { z } }: Context) => $(z).attr('undefined').call(),
};

function stringOf(context: Context) {
  const { $, nodes, schema, symbols } = context;
  const { z } = symbols;
  if (schema.format === 'binary') return $(z).attr('instanceof').call($('Blob'));
  // `z.uuid()` also checks version and variant bits, which Kaiten does not promise.
  if (schema.format === 'uuid') return $(z).attr('guid').call();
  nodes.pattern = safePattern;
  return undefined;
}

/** Written as a string: the generator's own regex literal lets a `/` or a line break end it. */
function safePattern({ $, chain, schema }: Context) {
  if (!schema.pattern) return undefined;
  const pattern = $.new('RegExp', $.literal(schema.pattern), $.literal('u'));
  return chain.current.attr('regex').call(pattern);
}

function openEnumOf({ $, plugin, schema }: Context, external: string) {
  const values = schema.items.map((item: IR.SchemaObject) => $.fromValue(item.const));
  return $(importedSymbol(plugin, external, 'openEnum')).call($.array(...values));
}

function objectOf(context: Context, refinements: string) {
  const { $, nodes, schema, symbols } = context;
  const { z } = symbols;
  const hasProperties = Object.keys(schema.properties ?? {}).length > 0;
  if (!hasProperties) {
    return isResponse(schema) || schema.additionalProperties ? undefined : emptyObject(context);
  }
  const extra = schema.additionalProperties;
  const isOpen = isResponse(schema) || (extra && extra.type !== 'never');
  const object = $(z)
    .attr(isOpen ? 'looseObject' : 'strictObject')
    .call(nodes.shape(context));
  const oneOf: readonly string[] | undefined = schema['x-at-least-one-of'];
  return oneOf && !isResponse(schema)
    ? withAtLeastOneOf(context, object, oneOf, refinements)
    : object;
}

/** An object of which nothing is known takes any keys. */
function emptyObject({ $, symbols: { z } }: Context) {
  return $(z).attr('record').call($(z).attr('string').call(), $(z).attr('unknown').call());
}

/** `minProperties` and lists of `required` get lost on the way; the extension says the same. */
function withAtLeastOneOf(
  { $, plugin }: Context,
  object: Context,
  keys: readonly string[],
  external: string,
) {
  const refinement = importedSymbol(plugin, external, 'atLeastOneOf');
  return $(refinement).call(object, $.array(...keys.map((key) => $.literal(key))));
}
