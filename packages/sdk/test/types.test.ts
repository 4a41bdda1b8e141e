import { describe, expectTypeOf, test } from 'vitest';
import type {
  ApiPromise,
  CardDetails,
  CardListItem,
  CardTagListItem,
  Checklist,
  Kaiten,
  KaitenOptions,
  List,
  UserListItem,
} from '../src/index.js';

declare const kaiten: Kaiten;

describe('parameters', () => {
  test('are one flat object', () => {
    type Update = Parameters<Kaiten['cards']['update']>[0];
    expectTypeOf<Update>().toHaveProperty('card_id').toEqualTypeOf<number>();
    expectTypeOf<Update>().toHaveProperty('title');
    expectTypeOf<Update>().not.toHaveProperty('body');
    expectTypeOf<{ card_id: number }>().toExtend<Update>();
    // @ts-expect-error: of the path
    expectTypeOf<{ title: string }>().toExtend<Update>();
  });

  test('have a separate body if names collide', () => {
    type Add = Parameters<Kaiten['cardChildren']['add']>[0];
    expectTypeOf<Add>().toHaveProperty('card_id').toEqualTypeOf<number>();
    expectTypeOf<Add>().toHaveProperty('body').toEqualTypeOf<{ card_id: number }>();
  });

  test('may be omitted if none is required', () => {
    expectTypeOf<Kaiten['cards']['list']>().toBeCallableWith();
    expectTypeOf<Kaiten['users']['getCurrent']>().toBeCallableWith();
    expectTypeOf<Kaiten['users']['getCurrent']>().toBeCallableWith({}, { timeout: 1 });
    expectTypeOf<Parameters<Kaiten['cards']['get']>>().not.toExtend<[]>();
  });

  test('are checked', () => {
    const wrong = () => [
      // @ts-expect-error: a string where a number is wanted
      kaiten.cards.list({ board_id: '3' }),
      // @ts-expect-error: no such parameter
      kaiten.cards.get({ card_id: 1, colour: 'red' }),
      // @ts-expect-error: no such option
      kaiten.cards.get({ card_id: 1 }, { timout: 1 }),
      // @ts-expect-error: takes no parameters
      kaiten.users.getCurrent({ id: 1 }),
    ];
    expectTypeOf(wrong).toBeFunction();
  });

  test('of an upload accept streams', () => {
    type Upload = Parameters<Kaiten['cardFiles']['upload']>[0]['body']['file'];
    expectTypeOf<File>().toExtend<Upload>();
    expectTypeOf<Blob>().toExtend<Upload>();
    expectTypeOf<{ stream: ReadableStream<Uint8Array>; name: string }>().toExtend<Upload>();
    expectTypeOf<string>().not.toExtend<Upload>();
  });
});

describe('responses', () => {
  test('are those of the contract', () => {
    expectTypeOf<ReturnType<Kaiten['cards']['get']>>().toEqualTypeOf<ApiPromise<CardDetails>>();
    expectTypeOf<ReturnType<Kaiten['cardChecklists']['get']>>().toEqualTypeOf<
      ApiPromise<Checklist>
    >();
    expectTypeOf<Awaited<ReturnType<Kaiten['cards']['get']>>>().toEqualTypeOf<CardDetails>();
  });

  test('of lists are their rows', () => {
    expectTypeOf<ReturnType<Kaiten['cards']['list']>>().toEqualTypeOf<List<CardListItem>>();
    expectTypeOf<ReturnType<Kaiten['cardTags']['list']>>().toEqualTypeOf<List<CardTagListItem>>();
    expectTypeOf<Awaited<ReturnType<Kaiten['users']['list']>>>().toEqualTypeOf<UserListItem[]>();
  });

  test('of what the contract does not know are unknown, unless said', () => {
    expectTypeOf<ReturnType<typeof kaiten.request>>().toEqualTypeOf<ApiPromise<unknown>>();
    expectTypeOf(() => kaiten.request<{ id: number }>('GET', '/new')).returns.toEqualTypeOf<
      ApiPromise<{ id: number }>
    >();
  });
});

test('domain and baseUrl exclude each other', () => {
  expectTypeOf<{ domain: string }>().toExtend<KaitenOptions>();
  expectTypeOf<{ baseUrl: string }>().toExtend<KaitenOptions>();
  expectTypeOf<{ domain: string; baseUrl: string }>().not.toExtend<KaitenOptions>();
});
