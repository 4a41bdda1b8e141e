import { isObject, type JsonObject, toPointer } from '../openapi/json.ts';
import { HTTP_METHODS, operationsOf } from '../openapi/operations.ts';
import { contentOf, resolved, successesOf } from '../openapi/parts.ts';
import { resolve } from '../openapi/reference.ts';
import { eventsOf } from '../openapi/webhook-events.ts';
import { itemsPlace, propertyPlace, ROOT_PLACE } from './place.ts';
import type { Placed } from './view.ts';

/** What Kaiten sends for one operation: responses of success, or the body of a webhook. */
export interface Sent {
  readonly operationId: string;
  /** An event that Kaiten tells of, or a callback that asks, is the body of a request of Kaiten. */
  readonly kind: 'response' | 'event' | 'callback';
  /** One schema for each status and media type. */
  readonly schemas: readonly Placed[];
  /** Where the thing itself is: the whole, its items, or the rows of a page. */
  readonly topPlaces: ReadonlySet<string>;
  /** Properties that hold the rows of a page. */
  readonly rows: ReadonlySet<string>;
}

/** What Kaiten sends by a contract, in its order. */
export function sentBy(contract: JsonObject): Sent[] {
  const responses = operationsOf(contract).map(({ operation, pointer }) => ({
    rows: rowsOf(operation),
    operationId: String(operation.operationId),
    kind: 'response' as const,
    schemas: successesOf(operation).flatMap(([status, response]) =>
      schemasIn(contract, response, `${pointer}/responses/${status}`),
    ),
    topPlaces: topPlacesOf(operation),
  }));
  return [...responses, ...payloadsOf(contract)];
}

function payloadsOf(contract: JsonObject): Sent[] {
  const items = isObject(contract.webhooks) ? Object.entries(contract.webhooks) : [];
  const events = new Set(
    eventsOf(contract).map(({ component }) => `#/components/schemas/${component}`),
  );
  return items.flatMap(([event, item]) =>
    HTTP_METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation)) return [];
      const pointer = toPointer(['webhooks', event, method, 'requestBody']);
      const schemas = schemasIn(contract, operation.requestBody, pointer);
      const isEvent = schemas.some(({ schema }) => events.has(String(schema.$ref)));
      return {
        operationId: String(operation.operationId),
        kind: isEvent ? ('event' as const) : ('callback' as const),
        schemas,
        topPlaces: new Set([ROOT_PLACE]),
        rows: new Set<string>(),
      };
    }),
  );
}

function topPlacesOf(operation: JsonObject): ReadonlySet<string> {
  const rows = [...rowsOf(operation)].map((name) => itemsPlace(propertyPlace(ROOT_PLACE, name)));
  return new Set([ROOT_PLACE, itemsPlace(ROOT_PLACE), ...rows]);
}

function rowsOf({ 'x-pagination': pages }: JsonObject): ReadonlySet<string> {
  const { items, cursor } = isObject(pages) ? pages : ({} as JsonObject);
  const names = [items, isObject(cursor) ? cursor.items : undefined];
  return new Set(names.filter((name) => typeof name === 'string'));
}

function schemasIn(contract: JsonObject, holder: unknown, pointer: string): Placed[] {
  if (!isObject(holder) || !resolved(contract, holder)) return [];
  const place =
    typeof holder.$ref === 'string' ? resolve(contract, holder.$ref)?.pointer : undefined;
  return contentOf(contract, holder).flatMap(([type, { schema }]) =>
    isObject(schema)
      ? [{ schema, pointer: `${place ?? pointer}${toPointer(['content', type, 'schema'])}` }]
      : [],
  );
}
