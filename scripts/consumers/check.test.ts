import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { describePart } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { checkConsumers } from './check.ts';
import { type PackageFolders, packagesIn } from './packages.ts';

// The packages in the tree are generated from its contract, so it is the published one here.
const published = (await readDocument(contractPaths(ROOT).contract)) as JsonObject;
const packages = await packagesIn(ROOT);

const TYPES = ['@kaiten-sdk/types', 'dist/generated/openapi.gen.d.ts'] as const;
const CLIENT = ['@kaiten-sdk/client', 'dist/generated/types.gen.d.ts'] as const;
const FUNCTIONS = ['@kaiten-sdk/client', 'dist/generated/sdk.gen.d.ts'] as const;
const INDEX = ['@kaiten-sdk/client', 'dist/generated/index.d.ts'] as const;
const EVENTS = ['@kaiten-sdk/webhooks', 'dist/generated/events.gen.d.ts'] as const;

type Edit = readonly [file: readonly [name: string, path: string], from: RegExp, to: string];

/** Edits a schema in both packages that declare it. */
const inSchema = (name: string, from: string, to: string): Edit[] =>
  [TYPES, CLIENT].map((file) => {
    const head = file === TYPES ? `\\n        ${name}: \\{` : `\\nexport type ${name} = \\{`;
    return [file, new RegExp(`(${head}[\\s\\S]*?)${from}`), `$1${to}`];
  });

/** The packages, with edited declarations. */
async function edited(edits: readonly Edit[]): Promise<PackageFolders> {
  const folder = await mkdtemp(join(tmpdir(), 'edited-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const changed = new Map(packages);
  for (const [[name, path], from, to] of edits) {
    const copy = join(folder, name);
    if (changed.get(name) !== copy) {
      const filter = (file: string) => !/node_modules|\.(js|map)$/.test(file);
      await cp(packages.get(name) ?? '', copy, { recursive: true, filter });
      changed.set(name, copy);
    }
    const text = await readFile(join(copy, path), 'utf8');
    expect(text).toMatch(from);
    await writeFile(join(copy, path), text.replace(from, to));
  }
  return changed;
}

/** Lines 3, 5 and 6 never compiled; line 4 relies on a property that an edit changes. */
const HANDWRITTEN = new Map([
  [
    'titles.ts',
    `import { createClient, createConfig, listTags } from 'kaiten-sdk';
import type { Tag } from '@kaiten-sdk/types';
export const client = createClient(createConfig({ retry: 3 }));
export const nameOf = (tag: Tag) => tag.name.toUpperCase();
export const weightOf = (tag: Tag) => tag.weight;
export const tags = await listTags({ client, query: { offset: '7' } });
`,
  ],
]);

test('reports no breaks for packages of the same contract', async () => {
  const { breaks, lines } = await checkConsumers({ published, handwritten: new Map(), packages });
  expect(breaks).toEqual([]);
  expect(lines).toBeGreaterThan(10_000);
});

test('reports every edit of a declaration once, with its part, and nothing else', async () => {
  const renamed: Edit[] = [
    [FUNCTIONS, /\bgetCard:/, 'fetchCard:'],
    [INDEX, /\bgetCard\b/, 'fetchCard'],
  ];
  const changed = await edited([
    ...renamed,
    ...inSchema('Card', '\\btitle: string;', 'title?: string;'),
    ...inSchema('User', '\\bfull_name: string;', 'full_name: string | null;'),
    ...inSchema('Tag', '\\bname: string;', 'name: number;'),
    ...inSchema('Space', '\\barchived: boolean;', ''),
    ...inSchema('CreateTagRequest', '', 'colour: number; '),
    ...inSchema('CreateCardRequest', '\\btitle: number \\| string;', 'title: string;'),
    ...inSchema('UpdateCardRequest', '\\basap\\?: boolean;', ''),
    [CLIENT, /(declare const CardState: \{[\s\S]*?)Queued/, '$1Waiting'],
    [CLIENT, /(type ListTagsData = [\s\S]*?)limit\?: number;/, '$1limit?: string;'],
    [CLIENT, /(type DocumentSchema = )DocumentJsonSchema \| /, '$1'],
    [TYPES, /(\bDocumentSchema: )components\["schemas"\]\["DocumentJsonSchema"\] \| /, '$1'],
    [EVENTS, /"tag:add": .*;/, ''],
    [EVENTS, /("tag:update": .*;)/, '$1 "tag:merge": { event: "tag:merge" };'],
  ]);
  const input = { published, handwritten: HANDWRITTEN, packages: changed };
  const { breaks } = await checkConsumers(input);
  expect(breaks.map((one) => [one.rule, describePart(one), one.message])).toEqual([
    [
      'consumer-read',
      'property `title` of schema `Card`',
      expect.stringContaining("'string | undefined'"),
    ],
    [
      'consumer-constant',
      'constant `Queued` of schema `CardState`',
      expect.stringContaining("'Queued' does not exist"),
    ],
    [
      'consumer-call',
      'property `title` of schema `CreateCardRequest`',
      expect.stringContaining("'string | number'"),
    ],
    [
      'consumer-call',
      'property `colour` of schema `CreateTagRequest`',
      expect.stringContaining("'colour' is missing"),
    ],
    ['consumer-shape-switch', 'schema `DocumentSchema`', expect.stringContaining('type predicate')],
    [
      'consumer-read',
      'property `archived` of schema `Space`',
      expect.stringContaining("'archived' does not exist"),
    ],
    ['consumer-read', 'property `name` of schema `Tag`', expect.stringContaining("'number'")],
    [
      'consumer-call',
      'property `asap` of schema `UpdateCardRequest`',
      expect.stringContaining('asap'),
    ],
    [
      'consumer-read',
      'property `full_name` of schema `User`',
      expect.stringContaining("'string | null'"),
    ],
    ['consumer-import', '`getCard`', expect.stringContaining("no exported member 'getCard'")],
    ['consumer-call', 'query parameter `limit` of `listTags`', expect.stringContaining("'string'")],
    ['consumer-event-switch', 'type `WebhookEvent`', expect.stringContaining("'never'")],
    ['consumer-read', 'webhook `tag:add`', expect.stringContaining("'tag:add' does not exist")],
    ['consumer-program', '`titles.ts:3`', expect.stringContaining("'retry'")],
    ['consumer-program', 'schema `Tag`', expect.stringContaining("'weight'")],
    ['consumer-program', '`listTags`', expect.stringContaining("'string'")],
  ]);
});
