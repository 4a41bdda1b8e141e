import {
  PAGINATION_STYLES,
  type PaginationObject,
  type PaginationValue,
} from '../../packages/pagination/src/pagination.ts';
import { describeType, isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { jsonSchemaOf, parametersOf, resolved } from '../openapi/parts.ts';
import type { LintFinding } from './finding.ts';

const RULE = 'list-pagination';

const STYLES: Readonly<Record<string, PaginationObject>> = PAGINATION_STYLES;

/** Every list needs `x-pagination`, with query parameters that its operation has. */
export function paginationFindings(document: JsonObject): LintFinding[] {
  return operationsOf(document).flatMap((entry) => {
    const pages = entry.operation['x-pagination'];
    if (pages === undefined) {
      return isList(document, entry)
        ? [{ rule: RULE, pointer: entry.pointer, message: 'is a list and has no x-pagination' }]
        : [];
    }
    const pointer = `${entry.pointer}/x-pagination`;
    return messagesOf(document, entry, pages).map((message) => ({ rule: RULE, pointer, message }));
  });
}

function messagesOf(document: JsonObject, entry: OperationEntry, pages: Json): string[] {
  if (!isObject(pages)) return [`must be an object, not ${describeType(pages)}`];
  const form = formMessages(pages);
  return form.length > 0 ? form : parameterMessages(document, entry, pages);
}

function isList(document: JsonObject, { method, operation }: OperationEntry): boolean {
  if (method !== 'get') return false;
  if (/^list[A-Z]/.test(String(operation.operationId))) return true;
  const responses = isObject(operation.responses) ? operation.responses : {};
  return resolved(document, jsonSchemaOf(document, responses['200']))?.type === 'array';
}

/** Where an object differs from the grammar, which also generates the types of the SDK. */
function formMessages({ style, ...properties }: JsonObject): string[] {
  const form = STYLES[String(style)];
  if (!form) return [`style must be one of ${Object.keys(STYLES).join(', ')}`];
  const allowed = { ...form.required, ...form.optional };
  const missing = Object.keys(form.required).filter((name) => !(name in properties));
  return [
    ...missing.map((name) => `${style} needs ${name}`),
    ...Object.entries(properties).flatMap(([name, value]) => {
      const expected = allowed[name];
      if (!expected) return [`${style} has no ${name}`];
      const found = () => `${JSON.stringify(expected)}, found ${JSON.stringify(value)}`;
      return matches(value, expected) ? [] : [`${name} of ${style} must be ${found()}`];
    }),
  ];
}

function matches(value: Json | undefined, expected: PaginationValue): boolean {
  if (expected === 'string') return typeof value === 'string' && value !== '';
  if (expected === 'positive integer') return Number.isInteger(value) && Number(value) > 0;
  if (expected === 'object') return isObject(value);
  if ('required' in expected) {
    const { required, optional } = expected;
    return (
      isObject(value) &&
      Object.keys(value).every((name) => name in required || name in optional) &&
      Object.entries(required).every(([name, form]) => matches(value[name], form)) &&
      Object.entries(optional).every(
        ([name, form]) => !(name in value) || matches(value[name], form),
      )
    );
  }
  return expected.some((allowed) => allowed === value);
}

function parameterMessages(
  document: JsonObject,
  { operation, pathItem }: OperationEntry,
  pages: JsonObject,
): string[] {
  const declared = parametersOf(document, pathItem, operation);
  return ['limit', 'offset', 'cursor'].flatMap((key) => {
    const part = pages[key];
    if (!isObject(part) || typeof part.param !== 'string') return [];
    const parameter = declared.find(
      ({ in: place, name }) => place === 'query' && name === part.param,
    );
    if (parameter) return key === 'limit' ? sizeMessages(document, part, parameter) : [];
    return [`${key} is ${part.param}, which is not a query parameter of the operation`];
  });
}

/** The SDK uses the sizes in `x-pagination`, its callers those in the schema of the parameter. */
function sizeMessages(document: JsonObject, limit: JsonObject, { schema }: JsonObject): string[] {
  const sizes = resolved(document, schema) ?? {};
  return [
    ['default', 'default'],
    ['max', 'maximum'],
  ].flatMap(([key = '', keyword = '']) =>
    limit[key] === sizes[keyword]
      ? []
      : [
          `limit has the ${key} ${limit[key]}, but its parameter has the ${keyword} ${sizes[keyword]}`,
        ],
  );
}
