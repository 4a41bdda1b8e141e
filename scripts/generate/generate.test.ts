import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../openapi/json.ts';
import { withDirections } from './directions.ts';
import { HEADER, replaceFiles, withManifest } from './files.ts';
import { sampleContract } from './sample-contract.ts';
import { TARGETS } from './targets.ts';

const targets = Object.entries(TARGETS);
const isCode = (path: string) => path.endsWith('.ts');

describe.each(targets)('target %s', (_, { generate }) => {
  test('generates the same bytes each time and does not change its input', async () => {
    const contract = sampleContract();
    const first = await generate(contract);
    const second = await generate(sampleContract());
    expect([...first]).toEqual([...second]);
    expect(contract).toEqual(sampleContract());
  });

  test('starts every file with the header', async () => {
    for (const [path, text] of await generate(sampleContract())) {
      const header = isCode(path) ? HEADER : `<!-- ${HEADER.replace('// ', '')} -->`;
      expect(text.split('\n')[0], path).toBe(header);
    }
  });

  test('lets no text of the contract become code', async () => {
    for (const [path, text] of await generate(hostileContract())) {
      if (!isCode(path)) continue;
      expect(assignmentsTo('pwned', text), path).toEqual([]);
      expect(syntaxErrors(text), path).toEqual([]);
    }
  });
});

test('types: enums of responses are open, of requests closed, binary is a Blob', async () => {
  const text = (await TARGETS.types.generate(sampleContract())).get('openapi.gen.ts');
  expect(text).toContain('WidgetKind: 1 | 2 | (number & {});');
  expect(text).toContain('WidgetKindInput: 1 | 2;');
  expect(text).toContain('file: Blob | File;');
});

test('client: the same, with named constants and a table of operations', async () => {
  const files = await TARGETS.client.generate(sampleContract());
  expect(files.get('types.gen.ts')).toContain('export type WidgetKind = 1 | 2 | (number & {});');
  expect(files.get('types.gen.ts')).toContain('export type WidgetKindInput = 1 | 2;');
  expect(files.get('types.gen.ts')).toMatch(/const WidgetKind = {\s+Round: 1,\s+Square: 2\s+} as/);
  expect(files.get('operations.gen.ts')).toMatch(
    /listWidgets: {\s+method: 'GET',\s+path: '\/widgets',\s+tag: 'Widgets',\s+stability: 'beta'/,
  );
});

test('client: an error that is not described leaves the others their types', async () => {
  const types = (await TARGETS.client.generate(sampleContract())).get('types.gen.ts') ?? '';
  const [, errors] = /type DeleteWidgetErrors = {(.+?)\n};/s.exec(types) ?? [];
  expect(errors?.match(/\d+: .+;/g)).toEqual(['400: string;', '404: {};', '429: {};']);
});

test('zod: one file per operation and component, responses loose, requests strict', async () => {
  const files = await TARGETS.zod.generate(sampleContract());
  expect([...files.keys()].sort()).toEqual([
    'index.gen.ts',
    'operations/createWidget.gen.ts',
    'operations/deleteWidget.gen.ts',
    'operations/listWidgets.gen.ts',
    'operations/uploadWidget.gen.ts',
    'schemas/CreateWidgetRequest.gen.ts',
    'schemas/Widget.gen.ts',
    'schemas/WidgetAddWebhook.gen.ts',
    'schemas/WidgetAnswerInput.gen.ts',
    'schemas/WidgetKind.gen.ts',
    'schemas/WidgetKindInput.gen.ts',
    'schemas/WidgetQuestion.gen.ts',
    'validators.gen.ts',
  ]);
  const widget = files.get('schemas/Widget.gen.ts');
  expect(widget).toContain('z.looseObject');
  expect(widget).toContain('uid: z.string()');
  expect(widget).not.toContain('default(');
  expect(widget).toContain('zWidget: z.ZodType<Widget>');
  const request = files.get('schemas/CreateWidgetRequest.gen.ts');
  expect(request).toContain('z.strictObject');
  expect(request).toContain('uid: z.guid()');
  expect(request).toContain("['title', 'kind']");
  expect(files.get('operations/uploadWidget.gen.ts')).toContain('z.instanceof(Blob)');
});

test('zod: enums are open in responses, with their known values, and closed in requests', async () => {
  const files = await TARGETS.zod.generate(sampleContract());
  const kind = files.get('schemas/WidgetKind.gen.ts');
  expect(kind).toContain("import { openEnum } from '../../open-enum.js';");
  expect(kind).toMatch(/openEnum\(\[\s*1,\s*2\s*\]\)/);
  expect(files.get('schemas/WidgetKindInput.gen.ts')).not.toContain('openEnum');
});

test('only schemas reachable from responses are marked', () => {
  const view = withDirections(sampleContract());
  const schemas = (view.components as JsonObject).schemas as Record<string, JsonObject>;
  const marked = Object.keys(schemas).filter((name) => schemas[name]?.['x-dir'] === 'response');
  expect(marked).toEqual(['WidgetAddWebhook', 'WidgetQuestion', 'Widget', 'WidgetKind']);
});

describe('a union of kinds', () => {
  const kind = (...kinds: string[]): JsonObject => ({
    type: 'object',
    required: ['type'],
    properties: {
      type:
        kinds.length > 1
          ? { type: 'string', enum: kinds }
          : { type: 'string', const: kinds.join() },
    },
  });
  const union = (suffix: string): JsonObject => ({
    oneOf: [ref(`Move${suffix}`), ref(`Plain${suffix}`)],
    discriminator: {
      propertyName: 'type',
      mapping: {
        move: ref(`Move${suffix}`).$ref as string,
        archive: ref(`Plain${suffix}`).$ref as string,
        block: ref(`Plain${suffix}`).$ref as string,
      },
    },
  });
  const contract = sampleContract();
  const schemas = (contract.components as JsonObject).schemas as JsonObject;
  Object.assign(schemas, {
    Move: kind('move'),
    Plain: kind('archive', 'block'),
    Other: {
      type: 'object',
      required: ['type'],
      properties: { type: { type: 'string', not: { enum: ['move', 'archive', 'block'] } } },
    },
    Known: union(''),
    MoveInput: kind('move'),
    PlainInput: kind('archive', 'block'),
    ActionInput: union('Input'),
  });
  propertiesOf('Widget').action = { anyOf: [ref('Known'), ref('Other')] };
  propertiesOf('CreateWidgetRequest').action = ref('ActionInput');

  function propertiesOf(name: string): JsonObject {
    return (schemas[name] as JsonObject).properties as JsonObject;
  }

  test('types: known kinds are closed, and unlike those that are not known', async () => {
    const types = (await TARGETS.types.generate(contract)).get('openapi.gen.ts') ?? '';
    const client = (await TARGETS.client.generate(contract)).get('types.gen.ts') ?? '';
    for (const text of [types, client]) {
      expect(text).toMatch(/type: ['"]archive['"] \| ['"]block['"];/);
      expect(text).toMatch(/type: `\$\{string\} \(unlisted\)`;/);
    }
  });

  test('zod: members have separate validators, and an unknown kind is any string', async () => {
    const files = await TARGETS.zod.generate(contract);
    expect(files.get('schemas/Known.gen.ts')).toMatch(/z\.union\(\[\s*zMove,\s*zPlain\s*\]\)/);
    expect(files.get('schemas/ActionInput.gen.ts')).toContain('z.union');
    const plain = files.get('schemas/Plain.gen.ts');
    expect(plain).toMatch(/z\.union\(\[\s*z\.literal\('archive'\),\s*z\.literal\('block'\)/);
    expect(files.get('schemas/Other.gen.ts')).toContain('type: unlisted()');
  });
});

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

describe('publishing', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'publish-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('leaves exactly these files, and does not touch unchanged ones', async () => {
    const files = await TARGETS.zod.generate(sampleContract());
    expect(await replaceFiles(folder, withManifest(files))).toMatchObject({ written: 14 });
    await writeFile(join(folder, 'operations/gone.gen.ts'), HEADER);
    const index = join(folder, 'index.gen.ts');
    const { mtimeMs } = await stat(index);
    const again = await replaceFiles(folder, withManifest(files));
    expect(again).toEqual({ written: 0, unchanged: 14, removed: 1 });
    expect((await stat(index)).mtimeMs).toBe(mtimeMs);
    expect(await readdir(join(folder, 'operations'))).not.toContain('gone.gen.ts');
    expect(JSON.parse(await readFile(join(folder, 'manifest.gen.json'), 'utf8'))).toContain(
      'schemas/Widget.gen.ts',
    );
  });

  test('removes folders that become empty', async () => {
    await replaceFiles(folder, new Map([['a/b/c.gen.ts', HEADER]]));
    await replaceFiles(folder, new Map([['d.gen.ts', HEADER]]));
    expect(await readdir(folder)).toEqual(['d.gen.ts']);
  });
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay text, also in generated code.
const EVIL = '*/ globalThis.pwned = 1; /* \' " ` ${(globalThis.pwned = 1)} \n\u2028 \\';

/** The sample with that text wherever a contract may carry free text. */
function hostileContract(): JsonObject {
  const contract = JSON.parse(JSON.stringify(sampleContract()), (key, value) =>
    key === 'description' || key === 'summary' ? EVIL : value,
  );
  const { Widget, WidgetAddWebhook, CreateWidgetRequest, WidgetKindInput } =
    contract.components.schemas;
  Widget.properties[EVIL] = { type: 'string', description: EVIL, const: EVIL };
  CreateWidgetRequest.properties[EVIL] = { type: 'string', enum: [EVIL, 'b'], default: EVIL };
  CreateWidgetRequest.properties.code.pattern = "\\/;globalThis.pwned=1;//\n'`";
  CreateWidgetRequest['x-at-least-one-of'] = [EVIL];
  WidgetKindInput['x-enum-varnames'] = [EVIL, 'constructor'];
  WidgetAddWebhook.properties.event.anyOf[1].const = EVIL;
  contract.webhooks[EVIL] = contract.webhooks.questions;
  contract.info = { title: EVIL, version: '1', description: EVIL };
  contract.servers = [{ url: `https://x/'+(globalThis.pwned = 1)+'/`, description: EVIL }];
  const list = contract.paths['/widgets'].get;
  list.tags = [EVIL];
  list['x-stability'] = EVIL;
  list['x-pagination'] = { [EVIL]: EVIL };
  list.parameters.push({ name: EVIL, in: 'query', description: EVIL, schema: { type: 'string' } });
  contract.paths[`/a'b\`/\${(globalThis.pwned = 1)}`] = {
    get: { operationId: 'evil', responses: { '200': { description: EVIL } } },
  };
  return contract;
}

function syntaxErrors(text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => String(messageText));
}

/** Where the text, as code, would assign to a property of that name. */
function assignmentsTo(name: string, text: string): string[] {
  const file = ts.createSourceFile('generated.ts', text, ts.ScriptTarget.ESNext, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === name) found.push(node.getText());
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
