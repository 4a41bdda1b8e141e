import type { SchemaObject } from 'openapi-typescript';
import ts from 'typescript';
import { DIRECTION_KEY, RESPONSE } from '../directions.ts';

const { factory } = ts;

/** Binary bodies are `Blob | File`, and enums in responses are open; the rest is left alone. */
export function transformSchema(schema: SchemaObject): ts.TypeNode | undefined {
  if (schema.format === 'binary') return union([named('Blob'), named('File')]);
  if (isOpenEnum(schema)) return openEnum(schema.enum);
  return undefined;
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

/** `1 | 2 | (number & {})`: editors offer the known values, and the compiler takes any. */
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
