import {
  type SchemaObject,
  type TransformNodeOptions,
  transformSchemaObject,
} from 'openapi-typescript';
import ts from 'typescript';
import type { JsonObject } from '../../openapi/json.ts';
import { type PatternProperty, patternProperties } from '../../openapi/parts.ts';
import { UNLISTED_SUFFIX } from '../client/plugins.ts';
import { DIRECTION_KEY, isDate, QUERY, RESPONSE, UNLISTED_KEY } from '../directions.ts';

const { factory } = ts;

/**
 * Transforms binary bodies to `Blob | File`, opens enums in responses, excludes known kinds from
 * unknown ones, adds index signatures for keys such as `id_17`, and accepts a `Date` and readonly
 * arrays in queries; changes nothing else.
 */
export function transformSchema(
  schema: SchemaObject,
  options: TransformNodeOptions,
): ts.TypeNode | undefined {
  if (schema.format === 'binary') return union([named('Blob'), named('File')]);
  if (isOpenEnum(schema)) return openEnum(schema.enum);
  if (UNLISTED_KEY in schema) return template('', 'string', UNLISTED_SUFFIX);
  if (DIRECTION_KEY in schema && schema[DIRECTION_KEY] === QUERY) return queryType(schema, options);
  const patterns = patternProperties(schema);
  return patterns.length > 0 && patterns.every(({ prefix }) => prefix !== undefined)
    ? patternObject(schema, patterns, options)
    : undefined;
}

function queryType(schema: SchemaObject, options: TransformNodeOptions): ts.TypeNode | undefined {
  if (isDate(schema)) return union([named('Date'), keyword('string')]);
  if (schema.type !== 'array') return undefined;
  const items = transformSchemaObject(schema.items as SchemaObject, options);
  return factory.createTypeOperatorNode(
    ts.SyntaxKind.ReadonlyKeyword,
    factory.createArrayTypeNode(items),
  );
}

/** openapi-typescript emits `[key: string]` for all patterns. */
function patternObject(
  schema: SchemaObject,
  patterns: readonly PatternProperty[],
  options: TransformNodeOptions,
): ts.TypeNode {
  const {
    additionalProperties: _,
    patternProperties: __,
    ...named
  } = schema as unknown as JsonObject;
  const transformed = (value: JsonObject) =>
    transformSchemaObject(value as unknown as SchemaObject, options);
  const signatures = patterns.map(({ prefix = '', schema: value }) =>
    indexSignature(prefix, transformed(value)),
  );
  const map = factory.createTypeLiteralNode(signatures);
  return 'properties' in named
    ? factory.createIntersectionTypeNode([transformed(named), map])
    : map;
}

/** `` [key: `id_${number}`]: type `` */
function indexSignature(prefix: string, type: ts.TypeNode): ts.IndexSignatureDeclaration {
  const key = template(prefix, 'number', '');
  const parameter = factory.createParameterDeclaration(undefined, undefined, 'key', undefined, key);
  return factory.createIndexSignature(undefined, [parameter], type);
}

function template(head: string, base: string, tail: string): ts.TypeNode {
  return factory.createTemplateLiteralType(factory.createTemplateHead(head), [
    factory.createTemplateLiteralTypeSpan(keyword(base), factory.createTemplateTail(tail)),
  ]);
}

type EnumValue = string | number;

function isOpenEnum(schema: SchemaObject): schema is SchemaObject & { enum: EnumValue[] } {
  return (
    DIRECTION_KEY in schema &&
    schema[DIRECTION_KEY] === RESPONSE &&
    Array.isArray(schema.enum) &&
    schema.enum.every((value) => typeof value === 'string' || typeof value === 'number')
  );
}

/** `1 | 2 | (number & {})`: editors suggest the known values, and the compiler accepts any. */
function openEnum(values: readonly EnumValue[]): ts.TypeNode {
  const bases = new Set(values.map((value) => typeof value));
  return union([
    ...values.map(literal),
    ...[...bases].map((base) =>
      factory.createIntersectionTypeNode([keyword(base), factory.createTypeLiteralNode([])]),
    ),
  ]);
}

function literal(value: EnumValue): ts.TypeNode {
  if (typeof value === 'string')
    return factory.createLiteralTypeNode(factory.createStringLiteral(value));
  const magnitude = factory.createNumericLiteral(Math.abs(value));
  return factory.createLiteralTypeNode(
    value < 0
      ? factory.createPrefixUnaryExpression(ts.SyntaxKind.MinusToken, magnitude)
      : magnitude,
  );
}

function keyword(base: string): ts.TypeNode {
  return factory.createKeywordTypeNode(
    base === 'string' ? ts.SyntaxKind.StringKeyword : ts.SyntaxKind.NumberKeyword,
  );
}

function named(name: string): ts.TypeNode {
  return factory.createTypeReferenceNode(name);
}

function union(types: readonly ts.TypeNode[]): ts.TypeNode {
  return factory.createUnionTypeNode(types);
}
