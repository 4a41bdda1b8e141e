import { readFileSync } from 'node:fs';
import { contractPaths, ROOT } from '../../contracts/paths.ts';
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { operationNamed } from '../../openapi/parts.ts';
import type { VersionBump } from '../change.ts';

/** One version of the chain: how it differs from the previous one, and what the diff must report. */
export interface ChainStep {
  readonly name: string;
  /** Changes the document of the previous version. */
  readonly change: (document: JsonObject) => void;
  readonly bump: VersionBump;
  /** The rule and the message of each change, the most severe first. */
  readonly expected: readonly (readonly [rule: string, message: string])[];
}

const EXCERPT: ReadonlySet<unknown> = new Set([
  'getCard',
  'updateCard',
  'listCards',
  'listTags',
  'createTag',
  'createSpace',
  'getSpace',
  'deleteSpace',
  'listAuditLogs',
]);

/** The first version: our contract with a few of its operations and all of its webhooks. */
export function contractExcerpt(): JsonObject {
  const document = JSON.parse(readFileSync(contractPaths(ROOT).contract, 'utf8')) as JsonObject;
  for (const { path, method, operation } of operationsOf(document)) {
    const item = (document.paths as JsonObject)[path];
    if (!EXCERPT.has(operation.operationId) && isObject(item)) delete item[method];
  }
  return document;
}

type Node = Record<string, Json> & JsonObject;

const schema = (document: JsonObject, name: string): Node =>
  ((document.components as JsonObject).schemas as JsonObject)[name] as Node;
const property = (document: JsonObject, owner: string, name: string): Node =>
  (schema(document, owner).properties as JsonObject)[name] as Node;
const operation = (document: JsonObject, id: string): Node => {
  const found = operationNamed(document, id);
  if (!found) throw new Error(`The contract has no operation ${id}`);
  return found as Node;
};
const parameter = (document: JsonObject, id: string, name: string): Node => {
  const list = operation(document, id).parameters as JsonObject[];
  return list.find((one) => one.name === name) as Node;
};
const without = (list: Json | undefined, member: Json): Json[] =>
  (list as Json[]).filter((one) => one !== member);
const path = (document: JsonObject, name: string): Node =>
  (document.paths as JsonObject)[name] as Node;

/** Versions of our contract, each with one realistic change. */
export const CHAIN: readonly ChainStep[] = [
  {
    name: 'an operation is added',
    change: (d) => {
      path(d, '/spaces').head = {
        operationId: 'checkSpaces',
        tags: ['Spaces'],
        responses: { '200': { description: 'Fine.' } },
      };
    },
    bump: 'minor',
    expected: [['operation-added', '`checkSpaces` was added (HEAD /spaces)']],
  },
  {
    name: 'an operation is renamed',
    change: (d) => {
      operation(d, 'checkSpaces').operationId = 'probeSpaces';
    },
    bump: 'major',
    expected: [['operation-id-changed', '`checkSpaces` was renamed to `probeSpaces`']],
  },
  {
    name: 'an operation is removed',
    change: (d) => {
      delete path(d, '/spaces').head;
    },
    bump: 'major',
    expected: [['operation-removed', '`probeSpaces` was removed (HEAD /spaces)']],
  },
  {
    name: 'an operation moves to another path',
    change: (d) => {
      const paths = d.paths as JsonObject;
      paths['/labels'] = paths['/tags'] as Json;
      delete paths['/tags'];
      delete (paths['/labels'] as JsonObject).get;
    },
    bump: 'major',
    expected: [
      ['operation-moved', '`createTag` moved from POST /tags to POST /labels'],
      ['operation-removed', '`listTags` was removed (GET /tags)'],
    ],
  },
  {
    name: 'an operation is deprecated',
    change: (d) => {
      operation(d, 'deleteSpace').deprecated = true;
    },
    bump: 'minor',
    expected: [
      ['operation-deprecation-changed', '`deprecated` of `deleteSpace` went from none to true'],
    ],
  },
  {
    name: 'an optional parameter is added',
    change: (d) => {
      (operation(d, 'listCards').parameters as Json[]).push({
        name: 'sprint_id',
        in: 'query',
        schema: { type: 'integer' },
      });
    },
    bump: 'minor',
    expected: [
      [
        'new-optional-request-parameter',
        'optional query parameter `sprint_id` of `listCards` was added',
      ],
    ],
  },
  {
    name: 'a required parameter is added',
    change: (d) => {
      (operation(d, 'listAuditLogs').parameters as Json[]).push({
        name: 'reason',
        in: 'query',
        required: true,
        schema: { type: 'string' },
      });
    },
    bump: 'major',
    expected: [
      [
        'new-required-request-parameter',
        'required query parameter `reason` of `listAuditLogs` was added',
      ],
    ],
  },
  {
    name: 'a parameter moves to a header',
    change: (d) => {
      parameter(d, 'listAuditLogs', 'reason').in = 'header';
    },
    bump: 'major',
    expected: [
      [
        'request-parameter-moved',
        'header parameter `reason` of `listAuditLogs` was a query parameter before',
      ],
    ],
  },
  {
    name: 'a parameter gets another type',
    change: (d) => {
      parameter(d, 'listCards', 'sprint_id').schema = { type: 'boolean' };
    },
    bump: 'major',
    expected: [
      [
        'request-property-type-changed',
        '`type` of query parameter `sprint_id` of `listCards` went from integer to boolean',
      ],
    ],
  },
  {
    name: 'a parameter becomes optional',
    change: (d) => {
      parameter(d, 'listAuditLogs', 'reason').required = false;
    },
    bump: 'minor',
    expected: [
      [
        'request-parameter-became-optional',
        'header parameter `reason` of `listAuditLogs` is now optional',
      ],
    ],
  },
  {
    name: 'a parameter is removed',
    change: (d) => {
      const holder = operation(d, 'listAuditLogs');
      holder.parameters = (holder.parameters as JsonObject[]).filter(
        ({ name }) => name !== 'reason',
      );
    },
    bump: 'major',
    expected: [
      ['request-parameter-removed', 'header parameter `reason` of `listAuditLogs` was removed'],
    ],
  },
  {
    name: 'a default changes',
    change: (d) => {
      (parameter(d, 'listCards', 'limit').schema as JsonObject).default = 50;
    },
    bump: 'minor',
    expected: [
      [
        'request-property-default-value-changed',
        '`default` of query parameter `limit` of `listCards` went from 100 to 50',
      ],
    ],
  },
  {
    name: 'a limit is tightened',
    change: (d) => {
      (parameter(d, 'listCards', 'limit').schema as JsonObject).maximum = 50;
    },
    bump: 'major',
    expected: [
      [
        'request-property-max-decreased',
        '`maximum` of query parameter `limit` of `listCards` went from 100 to 50',
      ],
    ],
  },
  {
    name: 'a limit is loosened',
    change: (d) => {
      (parameter(d, 'listCards', 'limit').schema as JsonObject).maximum = 500;
    },
    bump: 'minor',
    expected: [
      [
        'request-property-max-increased',
        '`maximum` of query parameter `limit` of `listCards` went from 50 to 500',
      ],
    ],
  },
  {
    name: 'an optional request property is added',
    change: (d) => {
      (schema(d, 'CreateSpaceRequest').properties as JsonObject).icon = { type: 'string' };
    },
    bump: 'minor',
    expected: [
      [
        'new-optional-request-property',
        'schema `CreateSpaceRequest` now accepts the optional property `icon` in requests',
      ],
    ],
  },
  {
    name: 'a request property becomes required',
    change: (d) => {
      (schema(d, 'CreateSpaceRequest').required as Json[]).push('icon');
    },
    bump: 'major',
    expected: [
      [
        'request-property-became-required',
        'property `icon` of schema `CreateSpaceRequest` is now required in requests',
      ],
    ],
  },
  {
    name: 'a request property becomes optional',
    change: (d) => {
      const owner = schema(d, 'CreateSpaceRequest');
      owner.required = without(owner.required, 'icon');
    },
    bump: 'minor',
    expected: [
      [
        'request-property-became-optional',
        'property `icon` of schema `CreateSpaceRequest` is now optional in requests',
      ],
    ],
  },
  {
    name: 'a request property gets an enum',
    change: (d) => {
      property(d, 'CreateSpaceRequest', 'icon').enum = ['star', 'moon', 'sun'];
    },
    bump: 'major',
    expected: [
      [
        'request-property-became-enum',
        '`enum` of property `icon` of schema `CreateSpaceRequest` went from none to star, moon, sun in requests',
      ],
    ],
  },
  {
    name: 'a request enum gains a value',
    change: (d) => {
      (property(d, 'CreateSpaceRequest', 'icon').enum as Json[]).push('comet');
    },
    bump: 'minor',
    expected: [
      [
        'request-property-enum-value-added',
        '`enum` of property `icon` of schema `CreateSpaceRequest` has new values in requests: comet',
      ],
    ],
  },
  {
    name: 'a request enum loses a value',
    change: (d) => {
      const icon = property(d, 'CreateSpaceRequest', 'icon');
      icon.enum = without(icon.enum, 'moon');
    },
    bump: 'major',
    expected: [
      [
        'request-property-enum-value-removed',
        '`enum` of property `icon` of schema `CreateSpaceRequest` no longer has some values in requests: moon',
      ],
    ],
  },
  {
    name: 'a request property accepts null',
    change: (d) => {
      property(d, 'CreateSpaceRequest', 'icon').type = ['string', 'null'];
    },
    bump: 'minor',
    expected: [
      [
        'request-property-became-nullable',
        'property `icon` of schema `CreateSpaceRequest` now accepts null in requests',
      ],
    ],
  },
  {
    name: 'a request property no longer accepts null',
    change: (d) => {
      property(d, 'CreateSpaceRequest', 'icon').type = 'string';
    },
    bump: 'major',
    expected: [
      [
        'request-property-became-not-nullable',
        'property `icon` of schema `CreateSpaceRequest` no longer accepts null in requests',
      ],
    ],
  },
  {
    name: 'a request property is removed',
    change: (d) => {
      delete (schema(d, 'CreateSpaceRequest').properties as JsonObject).icon;
    },
    bump: 'major',
    expected: [
      [
        'request-property-removed',
        'schema `CreateSpaceRequest` no longer accepts property `icon` in requests',
      ],
    ],
  },
  {
    name: 'a response property is added',
    change: (d) => {
      (schema(d, 'Card').properties as JsonObject).weather = { type: 'string' };
    },
    bump: 'minor',
    expected: [
      [
        'response-optional-property-added',
        'schema `Card` has a new property `weather` in responses',
      ],
    ],
  },
  {
    name: 'a response property becomes required',
    change: (d) => {
      (schema(d, 'Card').required as Json[]).push('weather');
    },
    bump: 'minor',
    expected: [
      [
        'response-property-became-required',
        'property `weather` of schema `Card` is now required in responses',
      ],
    ],
  },
  {
    name: 'a response property can be null',
    change: (d) => {
      property(d, 'Card', 'weather').type = ['string', 'null'];
    },
    bump: 'major',
    expected: [
      [
        'response-property-became-nullable',
        'property `weather` of schema `Card` can now be null in responses',
      ],
    ],
  },
  {
    name: 'a response property is never null',
    change: (d) => {
      property(d, 'Card', 'weather').type = 'string';
    },
    bump: 'minor',
    expected: [
      [
        'response-property-became-not-nullable',
        'property `weather` of schema `Card` can no longer be null in responses',
      ],
    ],
  },
  {
    name: 'a response property gets another type',
    change: (d) => {
      property(d, 'Card', 'weather').type = 'integer';
    },
    bump: 'major',
    expected: [
      [
        'response-property-type-changed',
        '`type` of property `weather` of schema `Card` went from string to integer in responses',
      ],
    ],
  },
  {
    name: 'a response property becomes optional',
    change: (d) => {
      const card = schema(d, 'Card');
      card.required = without(card.required, 'weather');
    },
    bump: 'major',
    expected: [
      [
        'response-property-became-optional',
        'property `weather` of schema `Card` is now optional in responses',
      ],
    ],
  },
  {
    name: 'a response property is removed',
    change: (d) => {
      delete (schema(d, 'Card').properties as JsonObject).weather;
    },
    bump: 'major',
    expected: [
      [
        'response-optional-property-removed',
        'schema `Card` no longer has property `weather` in responses',
      ],
    ],
  },
  {
    name: 'an open enum gains a value',
    change: (d) => {
      const category = schema(d, 'AuditLogCategory');
      (category.enum as Json[]).push('weather');
      (category['x-enum-varnames'] as Json[]).push('Weather');
    },
    bump: 'minor',
    expected: [
      [
        'response-property-enum-value-added',
        '`enum` of schema `AuditLogCategory` has new values in responses: weather',
      ],
    ],
  },
  {
    name: 'an enum member is renamed',
    change: (d) => {
      const names = schema(d, 'AuditLogCategory')['x-enum-varnames'] as Json[];
      names[names.indexOf('Weather')] = 'Climate';
    },
    bump: 'major',
    expected: [
      [
        'enum-member-renamed',
        'constant `Weather` of schema `AuditLogCategory` was renamed to `Climate`',
      ],
    ],
  },
  {
    name: 'an open enum loses a value',
    change: (d) => {
      const category = schema(d, 'AuditLogCategory');
      category.enum = without(category.enum, 'weather');
      category['x-enum-varnames'] = without(category['x-enum-varnames'], 'Climate');
    },
    bump: 'minor',
    expected: [
      [
        'response-property-enum-value-removed',
        '`enum` of schema `AuditLogCategory` no longer has some values in responses: weather',
      ],
    ],
  },
  {
    name: 'a schema is renamed',
    change: (d) => {
      const schemas = (d.components as JsonObject).schemas as JsonObject;
      schemas.AuditCategory = schemas.AuditLogCategory as Json;
      delete schemas.AuditLogCategory;
      const text = JSON.stringify(d).replaceAll(
        'schemas/AuditLogCategory"',
        'schemas/AuditCategory"',
      );
      Object.assign(d, JSON.parse(text));
    },
    bump: 'major',
    expected: [['schema-renamed', 'schema `AuditLogCategory` was renamed to `AuditCategory`']],
  },
  {
    name: 'a content type is added',
    change: (d) => {
      const body = operation(d, 'createSpace').requestBody as JsonObject;
      (body.content as JsonObject)['application/xml'] = { schema: { type: 'object' } };
    },
    bump: 'minor',
    expected: [
      [
        'request-media-type-added',
        'the request body of `createSpace` can now also be sent as application/xml',
      ],
    ],
  },
  {
    name: 'authentication changes',
    change: (d) => {
      operation(d, 'getSpace').security = [];
    },
    bump: 'major',
    expected: [
      [
        'operation-security-changed',
        'the authentication of `getSpace` went from bearerAuth to none',
      ],
    ],
  },
  {
    name: 'an operation moves to another section',
    change: (d) => {
      operation(d, 'getSpace').tags = ['Rooms'];
    },
    bump: 'major',
    expected: [['operation-tag-changed', '`getSpace` moved from tag Spaces to tag Rooms']],
  },
  {
    name: 'pagination changes',
    change: (d) => {
      operation(d, 'listAuditLogs')['x-pagination'] = { style: 'none' };
    },
    bump: 'minor',
    expected: [
      [
        'operation-pagination-changed',
        '`x-pagination` of `listAuditLogs` went from {"style":"offset","limit":{"param":"limit","default":100,"max":500},"offset":{"param":"offset"},"end":"short-page"} to {"style":"none"}',
      ],
    ],
  },
  {
    name: 'a webhook is added',
    change: (d) => {
      const webhooks = d.webhooks as JsonObject;
      webhooks['weather:add'] = structuredClone(webhooks['card:add'] as Json);
      ((webhooks['weather:add'] as JsonObject).post as JsonObject).operationId = 'onWeatherAdd';
    },
    bump: 'minor',
    expected: [['webhook-added', 'webhook `weather:add` was added']],
  },
  {
    name: 'a webhook is removed',
    change: (d) => {
      delete (d.webhooks as JsonObject)['weather:add'];
    },
    bump: 'major',
    expected: [['webhook-removed', 'webhook `weather:add` was removed']],
  },
  {
    name: 'a description changes',
    change: (d) => {
      property(d, 'Card', 'id').description = 'Number of the card.';
    },
    bump: 'patch',
    expected: [['wording-changed', '`description` of property `id` of schema `Card` changed']],
  },
  {
    name: 'properties, parameters and members of sets in another order',
    change: (d) => {
      const card = schema(d, 'Card');
      card.properties = Object.fromEntries(Object.entries(card.properties as JsonObject).reverse());
      (card.required as Json[]).reverse();
      (operation(d, 'listCards').parameters as Json[]).reverse();
      const category = schema(d, 'AuditCategory');
      for (const list of ['enum', 'x-enum-varnames', 'x-enum-descriptions']) {
        (category[list] as Json[]).reverse();
      }
    },
    bump: 'none',
    expected: [],
  },
  {
    name: 'a reference is replaced by an inline schema',
    change: (d) => {
      const body = operation(d, 'createSpace').requestBody as JsonObject;
      const media = (body.content as JsonObject)['application/json'] as JsonObject;
      media.schema = structuredClone(schema(d, 'CreateSpaceRequest'));
    },
    bump: 'none',
    expected: [],
  },
];
