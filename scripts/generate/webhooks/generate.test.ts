import { expect, test } from 'vitest';
import { PipelineError } from '../../cli/problem.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { generateClient } from '../client/generate.ts';
import { sampleContract } from '../sample-contract.ts';
import { generateTypes } from '../types/generate.ts';
import { generateZod } from '../zod/generate.ts';
import { generateWebhooks } from './generate.ts';

test('each name of an event has its payload and its validator', async () => {
  const text = (await generateWebhooks(sampleContract())).get('events.gen.ts');
  expect(text).toContain("from '@kaiten-sdk/zod/schemas/WidgetAddWebhook';");
  for (const name of ['widget:add', 'gadget:add']) {
    expect(text).toContain(`"${name}": types.WidgetAddWebhook;`);
    expect(text).toContain(`"${name}": zWidgetAddWebhook,`);
  }
  expect(text).toContain('/** A widget was made */');
});

test('the fields of an event are those of its example, without the keys of maps', async () => {
  const contract = sampleContract();
  const media =
    /* biome-ignore lint/suspicious/noExplicitAny: deep in a document */
    (contract.webhooks as any)['widget:add'].post.requestBody.content['application/json'];
  media.example = {
    event: 'widget:add',
    data: {
      id: 1,
      old: { id: 1, properties: { id_7: 2 } },
      changes: { title: 'x' },
      list: [{ a: 1 }],
    },
  };
  const text = (await generateWebhooks(contract)).get('events.gen.ts');
  const fields =
    '["data.id","data.old","data.old.id","data.old.properties","data.changes","data.list"]';
  for (const name of ['widget:add', 'gadget:add']) expect(text).toContain(`"${name}": ${fields},`);
});

test('a webhook that is not an event is skipped', async () => {
  expect((await generateWebhooks(sampleContract())).get('events.gen.ts')).not.toContain('Question');
});

test('an event that two webhooks send is refused, and named', async () => {
  const contract = sampleContract();
  const webhooks = contract.webhooks as JsonObject;
  webhooks.again = structuredClone(webhooks['widget:add'] as JsonObject);
  const failure = await generateWebhooks(contract).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PipelineError);
  expect((failure as PipelineError).problems).toMatchObject([
    { message: expect.stringContaining('"widget:add"') },
    { message: expect.stringContaining('"gadget:add"') },
  ]);
});

test('a contract without webhooks generates a package without events', async () => {
  const { webhooks: _, ...contract } = sampleContract();
  expect((await generateWebhooks(contract)).get('events.gen.ts')).toMatch(
    /interface WebhookPayloads {\s*}/,
  );
});

test('types: webhooks are by their names, and no operations', async () => {
  const text = (await generateTypes(sampleContract())).get('openapi.gen.ts') ?? '';
  expect(text).toContain('"widget:add": {');
  expect(text).toContain('event: "widget:add" | "gadget:add";');
  expect(text).not.toContain('onWidgetAdd');
});

test('client: payloads are components, and nothing can be called', async () => {
  const files = await generateClient(sampleContract(), { ownClient: false, throws: true });
  expect(files.get('types.gen.ts')).toMatch(/event: 'widget:add' \| 'gadget:add';/);
  for (const [path, text] of files) expect(text, path).not.toContain('OnWidgetAdd');
  expect(files.get('operations.gen.ts')).not.toContain('WidgetAdd');
});

test('zod: payloads are read tolerantly, responses to them are checked exactly', async () => {
  const files = await generateZod(sampleContract());
  const payload = files.get('schemas/WidgetAddWebhook.gen.ts');
  expect(payload?.match(/z\.looseObject/g)).toHaveLength(2);
  expect(payload).toContain("z.literal('gadget:add')");
  expect(files.get('schemas/WidgetQuestion.gen.ts')).toContain('question: z.string()');
  expect(files.get('schemas/WidgetAnswerInput.gen.ts')).toContain('z.strictObject');
});
