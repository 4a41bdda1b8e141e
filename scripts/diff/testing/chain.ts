import type { Json, JsonObject } from '../../openapi/json.ts';
import { operationNamed } from '../../openapi/parts.ts';
import type { Bump } from '../change.ts';

/** One version of the chain: what changes in it, and what the diff must say. */
export interface Step {
  readonly name: string;
  /** Changes the document of the version before. */
  readonly change: (document: JsonObject) => void;
  readonly bump: Bump;
  /** The rule and the message of each change, the gravest first. */
  readonly told: readonly (readonly [rule: string, message: string])[];
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

/** Versions of our contract, each one realistic change after the one before. */
export const CHAIN: readonly Step[] = [
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
    told: [['operation-added', 'new operation checkSpaces (HEAD /spaces)']],
  },
  {
    name: 'an operation is renamed',
    change: (d) => {
      operation(d, 'checkSpaces').operationId = 'probeSpaces';
    },
    bump: 'major',
    told: [['operation-id-changed', 'checkSpaces is called probeSpaces now']],
  },
  {
    name: 'an operation is removed',
    change: (d) => {
      delete path(d, '/spaces').head;
    },
    bump: 'major',
    told: [['operation-removed', 'probeSpaces is gone (HEAD /spaces)']],
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
    told: [
      ['operation-moved', 'createTag moved from POST /tags to POST /labels'],
      ['operation-removed', 'listTags is gone (GET /tags)'],
    ],
  },
  {
    name: 'an operation is deprecated',
    change: (d) => {
      operation(d, 'deleteSpace').deprecated = true;
    },
    bump: 'minor',
    told: [
      ['operation-deprecation-changed', 'deprecation of deleteSpace: true instead of nothing'],
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
    told: [['new-optional-request-parameter', 'new optional parameter sprint_id of listCards']],
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
    told: [['new-required-request-parameter', 'new required parameter reason of listAuditLogs']],
  },
  {
    name: 'a parameter moves to a header',
    change: (d) => {
      parameter(d, 'listAuditLogs', 'reason').in = 'header';
    },
    bump: 'major',
    told: [['request-parameter-moved', 'reason of listAuditLogs moved from query to header']],
  },
  {
    name: 'a parameter gets another type',
    change: (d) => {
      parameter(d, 'listCards', 'sprint_id').schema = { type: 'boolean' };
    },
    bump: 'major',
    told: [
      [
        'request-property-type-changed',
        'sprint_id of listCards has another type in requests: boolean instead of integer',
      ],
    ],
  },
  {
    name: 'a parameter becomes optional',
    change: (d) => {
      parameter(d, 'listAuditLogs', 'reason').required = false;
    },
    bump: 'minor',
    told: [['request-parameter-became-optional', 'reason of listAuditLogs is optional now']],
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
    told: [['request-parameter-removed', 'reason of listAuditLogs is gone']],
  },
  {
    name: 'a default changes',
    change: (d) => {
      (parameter(d, 'listCards', 'limit').schema as JsonObject).default = 50;
    },
    bump: 'minor',
    told: [
      [
        'request-property-default-value-changed',
        'the server takes 50 instead of 100 where limit of listCards is left out',
      ],
    ],
  },
  {
    name: 'a limit is tightened',
    change: (d) => {
      (parameter(d, 'listCards', 'limit').schema as JsonObject).maximum = 50;
    },
    bump: 'major',
    told: [
      [
        'request-property-max-decreased',
        'the limits of limit of listCards are tighter: 50 instead of 100',
      ],
    ],
  },
  {
    name: 'a limit is loosened',
    change: (d) => {
      (parameter(d, 'listCards', 'limit').schema as JsonObject).maximum = 500;
    },
    bump: 'minor',
    told: [
      [
        'request-property-max-increased',
        'the limits of limit of listCards are wider: 500 instead of 50',
      ],
    ],
  },
  {
    name: 'an optional property of a request is added',
    change: (d) => {
      (schema(d, 'CreateSpaceRequest').properties as JsonObject).icon = { type: 'string' };
    },
    bump: 'minor',
    told: [['new-optional-request-property', 'new optional property CreateSpaceRequest.icon']],
  },
  {
    name: 'a property of a request becomes required',
    change: (d) => {
      (schema(d, 'CreateSpaceRequest').required as Json[]).push('icon');
    },
    bump: 'major',
    told: [
      ['request-property-became-required', 'CreateSpaceRequest.icon is required in requests now'],
    ],
  },
  {
    name: 'a property of a request becomes optional',
    change: (d) => {
      const owner = schema(d, 'CreateSpaceRequest');
      owner.required = without(owner.required, 'icon');
    },
    bump: 'minor',
    told: [
      ['request-property-became-optional', 'CreateSpaceRequest.icon is optional in requests now'],
    ],
  },
  {
    name: 'a property of a request gets an enum',
    change: (d) => {
      property(d, 'CreateSpaceRequest', 'icon').enum = ['star', 'moon', 'sun'];
    },
    bump: 'major',
    told: [
      [
        'request-property-became-enum',
        'CreateSpaceRequest.icon takes nothing but star, moon, sun in requests now',
      ],
    ],
  },
  {
    name: 'an enum of a request gains a value',
    change: (d) => {
      (property(d, 'CreateSpaceRequest', 'icon').enum as Json[]).push('comet');
    },
    bump: 'minor',
    told: [
      [
        'request-property-enum-value-added',
        'CreateSpaceRequest.icon takes further values in requests: comet',
      ],
    ],
  },
  {
    name: 'an enum of a request loses a value',
    change: (d) => {
      const icon = property(d, 'CreateSpaceRequest', 'icon');
      icon.enum = without(icon.enum, 'moon');
    },
    bump: 'major',
    told: [
      [
        'request-property-enum-value-removed',
        'CreateSpaceRequest.icon no longer takes some values in requests: moon',
      ],
    ],
  },
  {
    name: 'a property of a request takes null',
    change: (d) => {
      property(d, 'CreateSpaceRequest', 'icon').type = ['string', 'null'];
    },
    bump: 'minor',
    told: [['request-property-became-nullable', 'CreateSpaceRequest.icon takes null in requests']],
  },
  {
    name: 'a property of a request no longer takes null',
    change: (d) => {
      property(d, 'CreateSpaceRequest', 'icon').type = 'string';
    },
    bump: 'major',
    told: [
      [
        'request-property-became-not-nullable',
        'CreateSpaceRequest.icon no longer takes null in requests',
      ],
    ],
  },
  {
    name: 'a property of a request is removed',
    change: (d) => {
      delete (schema(d, 'CreateSpaceRequest').properties as JsonObject).icon;
    },
    bump: 'major',
    told: [['request-property-removed', 'CreateSpaceRequest.icon may no longer be sent']],
  },
  {
    name: 'a property of an answer is added',
    change: (d) => {
      (schema(d, 'Card').properties as JsonObject).weather = { type: 'string' };
    },
    bump: 'minor',
    told: [['response-optional-property-added', 'new property Card.weather']],
  },
  {
    name: 'a property of an answer is always there',
    change: (d) => {
      (schema(d, 'Card').required as Json[]).push('weather');
    },
    bump: 'minor',
    told: [['response-property-became-required', 'Card.weather is always there now']],
  },
  {
    name: 'a property of an answer may be null',
    change: (d) => {
      property(d, 'Card', 'weather').type = ['string', 'null'];
    },
    bump: 'major',
    told: [['response-property-became-nullable', 'Card.weather may be null']],
  },
  {
    name: 'a property of an answer is never null',
    change: (d) => {
      property(d, 'Card', 'weather').type = 'string';
    },
    bump: 'minor',
    told: [['response-property-became-not-nullable', 'Card.weather is never null now']],
  },
  {
    name: 'a property of an answer gets another type',
    change: (d) => {
      property(d, 'Card', 'weather').type = 'integer';
    },
    bump: 'major',
    told: [
      [
        'response-property-type-changed',
        'Card.weather has another type: integer instead of string',
      ],
    ],
  },
  {
    name: 'a property of an answer may be missing',
    change: (d) => {
      const card = schema(d, 'Card');
      card.required = without(card.required, 'weather');
    },
    bump: 'major',
    told: [['response-property-became-optional', 'Card.weather may be missing']],
  },
  {
    name: 'a property of an answer is removed',
    change: (d) => {
      delete (schema(d, 'Card').properties as JsonObject).weather;
    },
    bump: 'major',
    told: [['response-optional-property-removed', 'Card.weather is no longer received']],
  },
  {
    name: 'an open enum gains a value',
    change: (d) => {
      const category = schema(d, 'AuditLogCategory');
      (category.enum as Json[]).push('weather');
      (category['x-enum-varnames'] as Json[]).push('Weather');
    },
    bump: 'minor',
    told: [
      ['response-property-enum-value-added', 'AuditLogCategory may have further values: weather'],
    ],
  },
  {
    name: 'an enum member is renamed',
    change: (d) => {
      const names = schema(d, 'AuditLogCategory')['x-enum-varnames'] as Json[];
      names[names.indexOf('Weather')] = 'Climate';
    },
    bump: 'major',
    told: [['enum-member-renamed', 'AuditLogCategory.Weather is called Climate now']],
  },
  {
    name: 'an open enum loses a value',
    change: (d) => {
      const category = schema(d, 'AuditLogCategory');
      category.enum = without(category.enum, 'weather');
      category['x-enum-varnames'] = without(category['x-enum-varnames'], 'Climate');
    },
    bump: 'minor',
    told: [
      [
        'response-property-enum-value-removed',
        'AuditLogCategory no longer has some values: weather',
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
    told: [['schema-renamed', 'the type AuditLogCategory is called AuditCategory now']],
  },
  {
    name: 'a content type is added',
    change: (d) => {
      const body = operation(d, 'createSpace').requestBody as JsonObject;
      (body.content as JsonObject)['application/xml'] = { schema: { type: 'object' } };
    },
    bump: 'minor',
    told: [['request-media-type-added', 'body of createSpace may be sent as application/xml, too']],
  },
  {
    name: 'authentication changes',
    change: (d) => {
      operation(d, 'getSpace').security = [];
    },
    bump: 'major',
    told: [['operation-security-changed', 'getSpace wants another kind of authentication']],
  },
  {
    name: 'an operation moves to another section',
    change: (d) => {
      operation(d, 'getSpace').tags = ['Rooms'];
    },
    bump: 'major',
    told: [['operation-tag-changed', 'getSpace belongs to Rooms instead of Spaces']],
  },
  {
    name: 'a list is walked otherwise',
    change: (d) => {
      operation(d, 'listAuditLogs')['x-pagination'] = { style: 'none' };
    },
    bump: 'minor',
    told: [['operation-pagination-changed', 'listAuditLogs is walked otherwise']],
  },
  {
    name: 'a webhook is added',
    change: (d) => {
      const webhooks = d.webhooks as JsonObject;
      webhooks['weather:add'] = structuredClone(webhooks['card:add'] as Json);
      ((webhooks['weather:add'] as JsonObject).post as JsonObject).operationId = 'onWeatherAdd';
    },
    bump: 'minor',
    told: [['webhook-added', 'new webhook weather:add']],
  },
  {
    name: 'a webhook is removed',
    change: (d) => {
      delete (d.webhooks as JsonObject)['weather:add'];
    },
    bump: 'major',
    told: [['webhook-removed', 'the webhook weather:add is gone']],
  },
  {
    name: 'wording',
    change: (d) => {
      property(d, 'Card', 'id').description = 'Number of the card.';
    },
    bump: 'patch',
    told: [['wording-changed', 'the description of Card.id changed']],
  },
  {
    name: 'keys, parameters and members of sets in another order',
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
    told: [],
  },
  {
    name: 'a schema is written in place instead of referred to',
    change: (d) => {
      const body = operation(d, 'createSpace').requestBody as JsonObject;
      const media = (body.content as JsonObject)['application/json'] as JsonObject;
      media.schema = structuredClone(schema(d, 'CreateSpaceRequest'));
    },
    bump: 'none',
    told: [],
  },
];
