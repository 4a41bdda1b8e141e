import type { IR } from '@hey-api/openapi-ts';
import { patternProperties } from '../../openapi/parts.ts';
import { DIRECTION_KEY, RESPONSE, UNLISTED_KEY } from '../directions.ts';
import { importedSymbol, type ZodImports } from './exports.ts';

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

const isResponse = (schema: IR.SchemaObject): boolean =>
  (schema as Record<string, unknown>)[DIRECTION_KEY] === RESPONSE;

/**
 * Responses are read tolerantly: unknown properties are kept and unknown enum values pass. Requests
 * are checked exactly: unknown properties are errors, and so is a missing property of a required
 * set.
 */
export function resolversWith({ openEnum, refinements }: ZodImports) {
  return {
    ...RESOLVERS,
    enum: (context: Context) =>
      isResponse(context.schema) ? openEnumOf(context, openEnum) : undefined,
    object: (context: Context) => objectOf(context, refinements),
    string: (context: Context) =>
      (context.schema as Record<string, unknown>)[UNLISTED_KEY]
        ? context.$(importedSymbol(context.plugin, openEnum, 'unlisted')).call()
        : stringOf(context),
  };
}

const RESOLVERS = {
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

/**
 * Emitted as a string: in the regex literals of the generator, a `/` or a line break ends the
 * literal.
 */
function safePattern({ $, chain, schema }: Context) {
  if (!schema.pattern) return undefined;
  return chain.current.attr('regex').call(regExp($, schema.pattern));
}

function stringLike($: Context, z: Context, pattern: string) {
  return $(z).attr('string').call().attr('regex').call(regExp($, pattern));
}

function regExp($: Context, pattern: string) {
  return $.new('RegExp', $.literal(pattern), $.literal('u'));
}

function openEnumOf({ $, plugin, schema }: Context, external: string) {
  const values = schema.items.map((item: IR.SchemaObject) => $.fromValue(item.const));
  return $(importedSymbol(plugin, external, 'openEnum')).call($.array(...values));
}

function objectOf(context: Context, refinements: string) {
  const { $, nodes, schema, symbols } = context;
  const { z } = symbols;
  const hasProperties = Object.keys(schema.properties ?? {}).length > 0;
  const hasPatterns = patternProperties(schema).length > 0;
  if (!hasProperties && !hasPatterns) {
    return isResponse(schema) || schema.additionalProperties ? undefined : emptyObject(context);
  }
  const extra = schema.additionalProperties;
  const isOpen = isResponse(schema) || (extra && extra.type !== 'never');
  const object = hasPatterns
    ? patternObjectOf(context, refinements)
    : $(z)
        .attr(isOpen ? 'looseObject' : 'strictObject')
        .call(nodes.shape(context));
  const oneOf: readonly string[] | undefined = schema['x-at-least-one-of'];
  return oneOf && !isResponse(schema)
    ? withAtLeastOneOf(context, object, oneOf, refinements)
    : object;
}

/**
 * An object with `patternProperties`: declared properties by name, and a record for each pattern. A
 * closed object rejects all other properties.
 */
function patternObjectOf(context: Context, refinements: string) {
  const { $, nodes, path, plugin, schema, symbols, walk } = context;
  const { z } = symbols;
  const patterns = patternProperties(schema);
  const names = Object.keys(schema.properties ?? {});
  const isOpen = isResponse(schema);
  const recordOf = (kind: 'record' | 'looseRecord', pattern: string, value: Context) =>
    $(z)
      .attr(kind)
      .call(stringLike($, z, pattern), value);
  const records = patterns.map(({ pattern, schema: value }) => {
    const result = walk(value, { path, plugin });
    context._childResults.push(result);
    const isAlone = !isOpen && patterns.length === 1 && names.length === 0;
    const { chain } = context.applyModifiers(result, { optional: false });
    return recordOf(isAlone ? 'record' : 'looseRecord', pattern, chain);
  });
  const parts = [
    ...(names.length > 0 ? [$(z).attr('looseObject').call(nodes.shape(context))] : []),
    ...records,
  ];
  const all = parts.reduce((left, right) => $(z).attr('intersection').call(left, right));
  if (isOpen || parts.length === 1) return all;
  const keys = [
    ...names.map((name) => `^${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`),
    ...patterns.map(({ pattern }) => pattern),
  ];
  const only = importedSymbol(plugin, refinements, 'onlyKeysLike');
  return $(only).call(all, regExp($, keys.join('|')));
}

/** An object without any declarations accepts any properties. */
function emptyObject({ $, symbols: { z } }: Context) {
  return $(z).attr('record').call($(z).attr('string').call(), $(z).attr('unknown').call());
}

/** The generator drops `minProperties` and lists of `required`; the extension replaces them. */
function withAtLeastOneOf(
  { $, plugin }: Context,
  object: Context,
  keys: readonly string[],
  external: string,
) {
  const refinement = importedSymbol(plugin, external, 'atLeastOneOf');
  return $(refinement).call(object, $.array(...keys.map((key) => $.literal(key))));
}
