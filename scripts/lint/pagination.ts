import { describeType, isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { jsonSchemaOf, parametersOf, resolved } from '../openapi/parts.ts';
import type { Finding } from './finding.ts';

const RULE = 'list-pagination';

/** How each style walks a list, by the keys that it needs. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  none: [],
  offset: ['limit', 'offset', 'end'],
  cursor: ['cursor', 'end'],
  keyset: ['limit', 'cursor', 'end'],
  startIndex: ['limit', 'offset', 'end'],
};

/** What is known of each key, save for `style`. */
const VALUES: Readonly<Record<string, (value: Json) => boolean>> = {
  limit: isKeyWith({ param: isText, default: isCount, max: isCount }),
  offset: isKeyWith({ param: isText, first: isCount }),
  cursor: isKeyWith({
    param: isText,
    from: isText,
    items: isText,
    advance: (value) => value === 'max',
    overlaps: (value) => value === true,
    when: isText,
    send: isObject,
    end: isEnd,
  }),
  order: isKeyWith({ param: isText, direction: isText, from: isText }),
  items: isText,
  total: isText,
  when: isText,
  end: isEnd,
};

/** Every list says how it is walked, by parameters that it has. */
export function paginationFindings(document: JsonObject): Finding[] {
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

function formMessages(pages: JsonObject): string[] {
  const needs = NEEDS[String(pages.style)];
  if (!needs) return [`style must be one of ${Object.keys(NEEDS).join(', ')}`];
  const unfit = Object.entries(pages).filter(
    ([key, value]) => key !== 'style' && !VALUES[key]?.(value),
  );
  return [
    ...needs.filter((key) => !(key in pages)).map((key) => `${pages.style} needs ${key}`),
    ...keysetMessages(pages),
    ...unfit.map(([key, value]) =>
      key in VALUES
        ? `${key} is not of the agreed form: ${JSON.stringify(value)}`
        : `has no ${key}`,
    ),
  ];
}

/** A short page, or the last row of a page, says nothing where rows come in another order. */
function keysetMessages({ style, cursor, end }: JsonObject): string[] {
  if (style !== 'keyset') return [];
  return [
    ...(isObject(cursor) && cursor.advance !== 'max' ? ['keyset needs `advance: max`'] : []),
    ...(end === 'short-page' ? ['keyset ends at an empty-result, not at a short-page'] : []),
  ];
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
    return [`${key} is ${part.param}, which is no query parameter of the operation`];
  });
}

/** Walks ask for pages by what the list says, and callers by what the parameter says. */
function sizeMessages(document: JsonObject, limit: JsonObject, { schema }: JsonObject): string[] {
  const sizes = resolved(document, schema) ?? {};
  return [
    ['default', 'default'],
    ['max', 'maximum'],
  ].flatMap(([key = '', keyword = '']) =>
    limit[key] === sizes[keyword]
      ? []
      : [`limit has the ${key} ${limit[key]}, and its parameter the ${keyword} ${sizes[keyword]}`],
  );
}

function isKeyWith(fields: Readonly<Record<string, (value: Json) => boolean>>) {
  return (value: Json): boolean =>
    isObject(value) &&
    'param' in value &&
    Object.entries(value).every(([key, field]) => fields[key]?.(field) ?? false);
}

function isText(value: Json): boolean {
  return typeof value === 'string' && value !== '';
}

function isCount(value: Json): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}

function isEnd(value: Json): boolean {
  return ['short-page', 'empty-result', 'total'].includes(String(value));
}
