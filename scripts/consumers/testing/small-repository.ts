import { readFile } from 'node:fs/promises';
import { folderWith } from '../../cli/temporary-folder.ts';
import { contractPaths, ROOT } from '../../contracts/paths.ts';
import type { JsonObject } from '../../openapi/json.ts';

const json = (schema: JsonObject, example?: JsonObject): JsonObject => ({
  'application/json': { schema, ...(example ? { example } : {}) },
});

/** For tests: a published contract with everything that programs use. */
export function publishedSample(): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things/{id}': {
        patch: {
          operationId: 'updateThing',
          tags: ['Some things'],
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 7 },
            { name: 'dry-run', in: 'query', schema: { type: 'boolean' } },
          ],
          requestBody: {
            required: true,
            content: json({ $ref: '#/components/schemas/ThingInput' }, { name: 'Bolt', size: 3 }),
          },
          responses: {
            '200': { description: '', content: json({ $ref: '#/components/schemas/Thing' }) },
          },
        },
      },
    },
    webhooks: {
      'thing:add': {
        post: {
          operationId: 'onThingAdd',
          requestBody: { content: json({ $ref: '#/components/schemas/ThingAddWebhook' }) },
        },
      },
      'thing:remove': {
        post: {
          operationId: 'onThingRemove',
          requestBody: { content: json({ $ref: '#/components/schemas/ThingRemoveWebhook' }) },
        },
      },
    },
    components: {
      schemas: {
        ThingRemoveWebhook: {
          type: 'object',
          required: ['event'],
          properties: { event: { const: 'thing:remove' } },
        },
        Thing: {
          type: 'object',
          required: ['name', 'state', 'shape'],
          properties: {
            name: { type: ['string', 'null'] },
            size: { type: 'integer' },
            state: { $ref: '#/components/schemas/State' },
            shape: { $ref: '#/components/schemas/Shape' },
            'in-use': { type: 'boolean' },
          },
        },
        State: { type: 'integer', enum: [1, 2], 'x-enum-varnames': ['New', 'Old'] },
        Shape: {
          oneOf: [{ $ref: '#/components/schemas/Round' }, { $ref: '#/components/schemas/Square' }],
        },
        Round: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { const: 'round' } },
        },
        Square: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { const: 'square' } },
        },
        ThingInput: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: ['number', 'string'] },
            size: { enum: [1, 2, 3] },
            files: { type: 'array', items: { type: 'string', format: 'binary' } },
          },
        },
        ThingAddWebhook: {
          type: 'object',
          required: ['event', 'data'],
          properties: {
            event: { anyOf: [{ const: 'thing:add' }, { const: 'thing:new' }] },
            data: { $ref: '#/components/schemas/Thing' },
          },
        },
      },
    },
  };
}

const TYPES = `
export type State = 1 | 2 | (number & {});
export interface Round { kind: 'round' }
export interface Square { kind: 'square' }
export type Shape = Round | Square;
export interface Thing {
  name: string | null; size?: number; state: State; shape: Shape; 'in-use'?: boolean;
}
export interface ThingInput { name: number | string; size?: 1 | 2 | 3; files?: Blob[] }
export interface ThingAddWebhook { event: 'thing:add' | 'thing:new'; data: Thing }
export interface ThingRemoveWebhook { event: 'thing:remove' }
`;

const CLIENT = `
export declare function createConfig(config: { baseUrl: string }): object;
export declare function createClient(config: object): { client: true };
export type {
  Round, Shape, Square, Thing, ThingAddWebhook, ThingInput, ThingRemoveWebhook,
} from '@kaiten-sdk/types';
import type { Thing, ThingInput, State as Code } from '@kaiten-sdk/types';
export type State = Code;
export declare const State: { readonly New: 1; readonly Old: 2 };
export interface UpdateThingData {
  path: { id: number }; query?: { 'dry-run'?: boolean }; body: ThingInput;
}
export type UpdateThingResponse = Thing;
export declare function updateThing(
  call: UpdateThingData & { client: object; throwOnError: true },
): Promise<{ data: Thing }>;
`;

const WEBHOOKS = `
import type { ThingAddWebhook, ThingRemoveWebhook } from '@kaiten-sdk/types';
export interface WebhookPayloads {
  'thing:add': ThingAddWebhook; 'thing:new': ThingAddWebhook; 'thing:remove': ThingRemoveWebhook;
}
export type WebhookEvent = WebhookPayloads[keyof WebhookPayloads];
`;

const HANDWRITTEN = `
import type { Thing } from '@kaiten-sdk/types';
export const names = (things: Thing[]) => things.map(({ name }) => name?.trim() ?? 'nameless');
`;

/** A validator, as far as programs use it. */
const validator = (name: string, type: string) =>
  `export declare const z${name}: { parse(value: unknown): import('@kaiten-sdk/types').${type} };\n`;

const SCHEMAS = [
  'Thing',
  'State',
  'Shape',
  'Round',
  'Square',
  'ThingInput',
  'ThingAddWebhook',
  'ThingRemoveWebhook',
];

const VALIDATORS: Readonly<Record<string, string>> = {
  'generated/operations/updateThing.gen': [
    ['UpdateThingPath', 'Thing'],
    ['UpdateThingQuery', 'Thing'],
    ['UpdateThingBody', 'ThingInput'],
    ['UpdateThingResponse', 'Thing'],
  ]
    .map(([name = '', type = '']) => validator(name, type))
    .join(''),
  ...Object.fromEntries(
    SCHEMAS.map((name) => [`generated/schemas/${name}.gen`, validator(name, name)]),
  ),
};

/** The files of a package, with declarations by their paths that match their sources. */
function packageFiles(
  name: string,
  declarations: Readonly<Record<string, string>>,
): Record<string, string> {
  const folder = `packages/${name}`;
  const files = Object.entries(declarations).flatMap(([path, text]) => [
    [`${folder}/dist/${path}.d.ts`, text],
    [`${folder}/src/${path}.ts`, text],
  ]);
  const manifest = {
    name: `@kaiten-sdk/${name}`,
    type: 'module',
    exports: {
      '.': { types: './dist/index.d.ts' },
      './operations/*': { types: './dist/generated/operations/*.gen.d.ts' },
      './schemas/*': { types: './dist/generated/schemas/*.gen.d.ts' },
    },
  };
  return { ...Object.fromEntries(files), [`${folder}/package.json`]: JSON.stringify(manifest) };
}

/**
 * For tests: a repository with a published contract and handwritten packages.
 *
 * @param edits Replacements in the declarations of the client.
 */
export async function smallRepository(
  edits: Readonly<Record<string, string>> = {},
): Promise<string> {
  const contract = JSON.stringify(publishedSample());
  const client = Object.entries(edits).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    CLIENT,
  );
  return folderWith({
    'specs/kaiten/published.json': contract,
    'specs/kaiten/openapi.json': contract,
    'specs/kaiten/policy.yaml': await readFile(contractPaths(ROOT).policy, 'utf8'),
    'specs/kaiten/consumers/names.ts': HANDWRITTEN,
    '.changeset/config.json': '{}',
    ...packageFiles('types', { index: TYPES, 'generated/openapi.gen': '' }),
    ...packageFiles('client', { index: client, 'generated/index': '' }),
    ...packageFiles('webhooks', { index: WEBHOOKS }),
    ...packageFiles('zod', { index: '', 'generated/index.gen': '', ...VALIDATORS }),
  });
}
