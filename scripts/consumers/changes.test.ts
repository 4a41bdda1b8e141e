import { expect, test } from 'vitest';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import {
  type ContractChange,
  type ContractPart,
  diffDocuments,
  readPolicy,
  schemaPart,
} from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { Break } from './breaks.ts';
import { rateBreaks, withBreaks } from './changes.ts';
import { publishedSample } from './testing/small-repository.ts';

const policy = await readPolicy(contractPaths(ROOT).policy);

const breakOf = (part: ContractPart, rule: Break['rule']): Break => ({
  ...part,
  rule,
  at: 'some-things.ts:12',
  code: 'read<string | null>(it.name);',
  message: "Type 'number' is not assignable to type 'string'.",
});
const BREAK = breakOf(schemaPart('Thing', 'name'), 'consumer-read');
const [CHANGE] = rateBreaks(publishedSample(), [BREAK], policy);

test('rates a break as a breaking change of the operations that use the part', () => {
  expect(CHANGE).toMatchObject({
    id: 'consumer-read /components/schemas/Thing/properties/name',
    level: 'breaking',
    operationIds: ['onThingAdd', 'updateThing'],
    schemas: ['Thing'],
    message:
      "code that reads property `name` of schema `Thing` no longer compiles (Type 'number' is not assignable to type 'string')",
  });
});

test('rates a new webhook event as additive', () => {
  const part = { pointer: '/webhooks', owner: '/webhooks', title: 'type `WebhookEvent`' };
  const event = breakOf(part, 'consumer-event-switch');
  expect(rateBreaks(publishedSample(), [event], policy)).toMatchObject([{ level: 'additive' }]);
});

/** A changed copy of the sample. */
function head(change: (schemas: Record<string, JsonObject>, document: JsonObject) => void) {
  const document = publishedSample();
  const { schemas } = document.components as { schemas: Record<string, JsonObject> };
  change(schemas, document);
  return document;
}

const diffWith = async (document: JsonObject, changes: readonly ContractChange[]) =>
  withBreaks(await diffDocuments(publishedSample(), document, policy), changes);

test('adds a break that the diff does not report, and increases the bump', async () => {
  const diff = await diffWith(publishedSample(), CHANGE ? [CHANGE] : []);
  expect(diff.bump).toBe('major');
  expect(diff.summary.breaking).toBe(1);
  expect(diff.changes).toEqual([CHANGE]);
});

test('does not add a break that the diff already reports', async () => {
  const renamed = head(({ Thing }) => {
    (Thing?.properties as JsonObject).name = { type: 'integer' };
  });
  const diff = await diffWith(renamed, CHANGE ? [CHANGE] : []);
  expect(diff.bump).toBe('major');
  expect(diff.changes.map(({ rule }) => rule)).not.toContain('consumer-read');
});

test('adds a break that the diff reports with a less severe level', async () => {
  const reworded = head(({ Thing }) => {
    (Thing?.properties as JsonObject).name = { type: ['string', 'null'], description: 'Name.' };
  });
  const diff = await diffWith(reworded, CHANGE ? [CHANGE] : []);
  expect(diff.changes.map(({ level }) => level)).toEqual(['breaking', 'wording']);
});

test('does not add the break of a renamed schema', async () => {
  const gone = rateBreaks(
    publishedSample(),
    [breakOf(schemaPart('Thing'), 'consumer-import')],
    policy,
  );
  const text = JSON.stringify(publishedSample()).replaceAll('schemas/Thing"', 'schemas/Part"');
  const renamed = JSON.parse(text.replace('"Thing":', '"Part":')) as JsonObject;
  const diff = await diffWith(renamed, gone);
  expect(diff.changes.map(({ rule }) => rule)).toEqual(['schema-renamed']);
});

test('an override lowers the level of a break and does not apply to documents', async () => {
  const id = CHANGE?.id ?? '';
  const overrides = [{ id, level: 'notable', reason: 'nobody has names yet' } as const];
  const lenient = { ...policy, overrides };
  expect(rateBreaks(publishedSample(), [BREAK], lenient)).toMatchObject([
    { level: 'notable', why: "nobody has names yet (the rule's level is breaking)" },
  ]);
  const none = await diffDocuments(publishedSample(), publishedSample(), lenient);
  expect(none.bump).toBe('none');
  expect(() => rateBreaks(publishedSample(), [], lenient)).toThrow('Overrides match no change');
});
