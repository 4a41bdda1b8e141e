import { expect, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { type Change, diffDocuments, readPolicy } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { Break } from './breaks.ts';
import { changesOf, withConsumers } from './changes.ts';
import { publishedSample } from './testing/published.ts';

const policy = await readPolicy(contractPaths(ROOT).policy);

const owner = '/components/schemas/Thing';
const BREAK: Break = {
  rule: 'consumer-read',
  pointer: `${owner}/properties/name`,
  owner,
  label: 'Thing.name',
  at: 'some-things.ts:12',
  code: 'read<string | null>(it.name);',
  message: "Type 'number' is not assignable to type 'string'.",
};
const [CHANGE] = changesOf(publishedSample(), [BREAK], policy);

test('a break is a breaking change of the operations that use it', () => {
  expect(CHANGE).toMatchObject({
    id: 'consumer-read /components/schemas/Thing/properties/name',
    level: 'breaking',
    operationIds: ['onThingAdd', 'updateThing'],
    schemas: ['Thing'],
    message:
      "reads of Thing.name no longer compile (Type 'number' is not assignable to type 'string')",
  });
});

test('a further webhook event breaks no rule: a switch over events needs a default', () => {
  const place = { pointer: '/webhooks', owner: '/webhooks', label: 'WebhookEvent' };
  const event: Break = { ...BREAK, ...place, rule: 'consumer-event-switch' };
  expect(changesOf(publishedSample(), [event], policy)).toMatchObject([{ level: 'additive' }]);
});

/** The sample, changed. */
function head(change: (schemas: Record<string, JsonObject>, document: JsonObject) => void) {
  const document = publishedSample();
  const { schemas } = document.components as { schemas: Record<string, JsonObject> };
  change(schemas, document);
  return document;
}

const diffWith = async (document: JsonObject, changes: readonly Change[]) =>
  withConsumers(await diffDocuments(publishedSample(), document, policy), changes);

test('what the contract does not tell is added, and raises the bump', async () => {
  const diff = await diffWith(publishedSample(), CHANGE ? [CHANGE] : []);
  expect(diff.bump).toBe('major');
  expect(diff.summary.breaking).toBe(1);
  expect(diff.changes).toEqual([CHANGE]);
});

test('what the contract tells already is told once', async () => {
  const renamed = head(({ Thing }) => {
    (Thing?.properties as JsonObject).name = { type: 'integer' };
  });
  const diff = await diffWith(renamed, CHANGE ? [CHANGE] : []);
  expect(diff.bump).toBe('major');
  expect(diff.changes.map(({ rule }) => rule)).not.toContain('consumer-read');
});

test('what the contract tells as less grave is told again', async () => {
  const reworded = head(({ Thing }) => {
    (Thing?.properties as JsonObject).name = { type: ['string', 'null'], description: 'Name.' };
  });
  const diff = await diffWith(reworded, CHANGE ? [CHANGE] : []);
  expect(diff.changes.map(({ level }) => level)).toEqual(['breaking', 'wording']);
});

test('a renamed schema is told by its rename', async () => {
  const place = { pointer: owner, owner, label: 'Thing' };
  const gone = changesOf(
    publishedSample(),
    [{ ...BREAK, ...place, rule: 'consumer-import' }],
    policy,
  );
  const text = JSON.stringify(publishedSample()).replaceAll('schemas/Thing"', 'schemas/Part"');
  const renamed = JSON.parse(text.replace('"Thing":', '"Part":')) as JsonObject;
  const diff = await diffWith(renamed, gone);
  expect(diff.changes.map(({ rule }) => rule)).toEqual(['schema-renamed']);
});

test('an override rates a break lower, with its reason; documents alone do not miss it', async () => {
  const id = CHANGE?.id ?? '';
  const overrides = [{ id, level: 'notable', reason: 'nobody has names yet' } as const];
  const lenient = { ...policy, overrides };
  expect(changesOf(publishedSample(), [BREAK], lenient)).toMatchObject([
    { level: 'notable', why: 'nobody has names yet (its rule says breaking)' },
  ]);
  const none = await diffDocuments(publishedSample(), publishedSample(), lenient);
  expect(none.bump).toBe('none');
  expect(() => changesOf(publishedSample(), [], lenient)).toThrow('Overrides fit no change');
});
