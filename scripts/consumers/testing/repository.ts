import { readFile } from 'node:fs/promises';
import { folderWith } from '../../cli/temporary-folder.ts';
import { contractPaths, ROOT } from '../../contracts/paths.ts';
import { publishedSample } from './published.ts';

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

const KEPT = `
import type { Thing } from '@kaiten-sdk/types';
export const names = (things: Thing[]) => things.map(({ name }) => name?.trim() ?? 'nameless');
`;

/** What validators are to programs: something that parses. */
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

/** A package with declarations by their paths; what it is generated from says the same. */
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
 * For tests: a repository whose contract is published as it is, with packages by hand.
 *
 * @param edits What to replace in the declarations of the client.
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
    'specs/kaiten/consumers/names.ts': KEPT,
    '.changeset/config.json': '{}',
    ...packageFiles('types', { index: TYPES, 'generated/openapi.gen': '' }),
    ...packageFiles('client', { index: client, 'generated/index': '' }),
    ...packageFiles('webhooks', { index: WEBHOOKS }),
    ...packageFiles('zod', { index: '', 'generated/index.gen': '', ...VALIDATORS }),
  });
}
