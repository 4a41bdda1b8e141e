import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { HTTP_METHODS, operationsOf } from '../openapi/operations.ts';
import { contentOf, resolved, successesOf } from '../openapi/parts.ts';
import { resolve } from '../openapi/reference.ts';
import { eventsOf } from '../openapi/webhook-events.ts';
import { itemsPlace, propertyPlace, ROOT_PLACE } from './place.ts';
import type { PlacedSchema } from './schema-cases.ts';

/** The JSON that Kaiten sends for one operation: successful responses, or the body of a webhook. */
export interface SentBody {
  readonly operationId: string;
  /** Webhooks notify about an event, or are callbacks that expect data in the response. */
  readonly kind: 'response' | 'event' | 'callback';
  /** RFC 6901 pointer to the responses, or to the request body of the webhook. */
  readonly pointer: string;
  /** One schema for each status code and JSON media type. */
  readonly schemas: readonly PlacedSchema[];
  /** The places of the operation's own object: the response, its items, or the rows of a page. */
  readonly topPlaces: ReadonlySet<string>;
  /** Properties that contain the rows of a page. */
  readonly rows: ReadonlySet<string>;
}

/** What Kaiten sends according to a contract, in the order of the contract. */
export function sentBodiesOf(contract: JsonObject): SentBody[] {
  const responses = operationsOf(contract).map(({ operation, pointer }) => {
    const rows = rowsOf(operation);
    const rowPlaces = [...rows].map((name) => itemsPlace(propertyPlace(ROOT_PLACE, name)));
    return {
      operationId: String(operation.operationId),
      kind: 'response' as const,
      pointer: `${pointer}/responses`,
      schemas: successesOf(operation).flatMap(([status, response]) =>
        jsonSchemasIn(contract, response, `${pointer}/responses/${status}`),
      ),
      topPlaces: new Set([ROOT_PLACE, itemsPlace(ROOT_PLACE), ...rowPlaces]),
      rows,
    };
  });
  return [...responses, ...webhookBodies(contract)];
}

function webhookBodies(contract: JsonObject): SentBody[] {
  const items = isObject(contract.webhooks) ? Object.entries(contract.webhooks) : [];
  const events = new Set(
    eventsOf(contract).map(({ component }) => `#/components/schemas/${component}`),
  );
  return items.flatMap(([name, item]) =>
    HTTP_METHODS.flatMap((method) => {
      const operation = isObject(item) ? item[method] : undefined;
      if (!isObject(operation)) return [];
      const pointer = toPointer(['webhooks', name, method, 'requestBody']);
      const schemas = jsonSchemasIn(contract, operation.requestBody, pointer);
      const isEvent = schemas.some(({ schema }) => events.has(String(schema.$ref)));
      return {
        operationId: String(operation.operationId),
        kind: isEvent ? ('event' as const) : ('callback' as const),
        pointer,
        schemas,
        topPlaces: new Set([ROOT_PLACE]),
        rows: new Set<string>(),
      };
    }),
  );
}

function rowsOf({ 'x-pagination': pagination }: JsonObject): ReadonlySet<string> {
  const { items, cursor } = isObject(pagination) ? pagination : ({} as JsonObject);
  const names = [items, isObject(cursor) ? cursor.items : undefined];
  return new Set(names.filter((name) => typeof name === 'string'));
}

/** Recordings are JSON, so other media types describe nothing of what they show. */
const JSON_MEDIA_TYPE = /^(application\/([\w.-]+\+)?json|application\/\*|\*\/\*)\s*(;|$)/i;

function jsonSchemasIn(
  contract: JsonObject,
  holder: Json | undefined,
  pointer: string,
): PlacedSchema[] {
  if (!isObject(holder) || !resolved(contract, holder)) return [];
  const target =
    typeof holder.$ref === 'string' ? resolve(contract, holder.$ref)?.pointer : undefined;
  return contentOf(contract, holder).flatMap(([type, { schema }]) =>
    isObject(schema) && JSON_MEDIA_TYPE.test(type)
      ? [{ schema, pointer: `${target ?? pointer}${toPointer(['content', type, 'schema'])}` }]
      : [],
  );
}
