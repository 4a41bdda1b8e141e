import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import * as kaiten from '../src/index.js';
import {
  CardState,
  CardStateInput,
  createClient,
  createConfig,
  getCard,
  updateCard,
} from '../src/index.js';
import { type KaitenServer, kaitenServer } from './kaiten-server.js';

const FUTURE = 99;

interface Enum {
  readonly enum?: readonly (string | number | null)[];
  readonly 'x-enum-varnames'?: readonly string[];
}

const { components } = JSON.parse(
  await readFile(new URL('../../../specs/kaiten/openapi.json', import.meta.url), 'utf8'),
);
const enums = Object.entries<Enum>(components.schemas).filter(([, schema]) => schema.enum);

let server: KaitenServer;
let options: { readonly client: kaiten.Client; readonly throwOnError: true };
const path = { card_id: 1 };
let state: number = CardState.Queued;

beforeAll(async () => {
  server = await kaitenServer((example) => ({ ...(example as object), state }));
  options = { client: createClient(createConfig({ baseUrl: server.baseUrl })), throwOnError: true };
});

afterAll(() => server.stop());

test('the contract has enums', () => {
  expect(enums.length).toBeGreaterThan(50);
});

test.each(enums)('%s maps names to values', (name, schema) => {
  const { enum: values = [], 'x-enum-varnames': names = [] } = schema;
  expect(Reflect.get(kaiten, name)).toEqual(
    Object.fromEntries(names.map((key, index) => [key, values[index]])),
  );
});

describe('a request', () => {
  test('accepts a code by its name in requests or responses, and by value', async () => {
    for (const code of [CardStateInput.Queued, CardState.Queued, 1] as const) {
      await updateCard({ ...options, path, body: { state: code } });
      expect(server.requests.at(-1)?.body).toEqual({ state: 1 });
    }
  });

  test('rejects an unknown code at compile time', () => {
    const body: kaiten.UpdateCardRequest = { state: CardState.Done };
    // @ts-expect-error: the server has no such state.
    body.state = FUTURE;
    expectTypeOf<kaiten.CardStateInput>().toEqualTypeOf<1 | 2 | 3>();
    expect(body).toEqual({ state: FUTURE });
  });
});

describe('a response', () => {
  test('can be compared with a name and with a value', async () => {
    state = CardState.Queued;
    const { data: card } = await getCard({ ...options, path });
    expectTypeOf(card.state).toEqualTypeOf<kaiten.CardState>();
    expect([card.state === CardState.Queued, card.state === 1]).toEqual([true, true]);
  });

  test('may have an unknown code', async () => {
    expectTypeOf<number>().toExtend<kaiten.CardState>();
    expectTypeOf<string>().not.toExtend<kaiten.CardState>();
    state = FUTURE;
    const { data: card } = await getCard({ ...options, path });
    expect(card.state).toBe(FUTURE);
  });
});

test('a name has the type of its value', () => {
  expectTypeOf(CardState.Queued).toEqualTypeOf<1>();
  expectTypeOf(CardState.Queued).toExtend<kaiten.CardStateInput>();
  expect(CardState.Queued).toBe(1);
});
