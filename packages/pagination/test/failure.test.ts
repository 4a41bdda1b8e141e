import { isKaitenError } from '@kaiten-sdk/core';
import { describe, expect, it } from 'vitest';
import {
  type FetchPage,
  firstItems,
  PaginationError,
  type Position,
  paginate,
  positionOf,
} from '../src/index.js';
import { byOffset, collected, type Row, refusal, rows, serve } from './kaiten-list.js';
import { lists } from './lists.js';

/** The values before the error, and the error. */
async function outcome<T>(values: AsyncIterable<T>): Promise<{ seen: T[]; error: unknown }> {
  const seen: T[] = [];
  try {
    for await (const value of values) seen.push(value);
  } catch (error) {
    return { seen, error };
  }
  throw new Error('It did not fail');
}

describe('when the seventh page fails', () => {
  it('all items before it are returned, none after it, and it is the position to continue from', async () => {
    let isBroken = true;
    const all = rows(2_000);
    await using list = await serve((sent) =>
      isBroken && sent.offset === '600' ? refusal() : byOffset(all)(sent),
    );
    const { seen, error } = await outcome(paginate<Row>(lists.offset, list.fetchPage));
    expect(seen).toEqual(rows(600));
    expect(error).toEqual(new Error('Returned 500'));
    const from = JSON.parse(JSON.stringify(positionOf(error))) as Position;
    expect(from).toEqual({ offset: 600 });

    isBroken = false;
    const rest = await collected(paginate<Row>(lists.offset, list.fetchPage, { from }));
    expect([...seen, ...rest]).toEqual(all);
  });

  it('of a list by cursor, its cursor is the position', async () => {
    await using list = await serve(({ start_position: position }) =>
      position === '6'
        ? refusal()
        : { result: rows(1, Number(position ?? 0)), position: String(Number(position ?? 0) + 1) },
    );
    const walked = paginate(lists.eitherWay, list.fetchPage, { stable: true });
    const { error } = await outcome(walked);
    expect(positionOf(error)).toEqual({ cursor: '6' });
  });

  it('of a list by the greatest id, that id is the position', async () => {
    await using list = await serve(({ last_user_id: last = '0' }) =>
      last === '600' ? refusal() : rows(100, Number(last) + 1).reverse(),
    );
    const { seen, error } = await outcome(paginate(lists.keyset, list.fetchPage));
    expect(seen).toHaveLength(600);
    expect(positionOf(error)).toEqual({ cursor: 600 });
  });
});

describe('a response without items', () => {
  it.each([
    ['undefined', lists.offset, {}, undefined],
    ['null', lists.whole, {}, null],
    ['a string', lists.keyset, {}, 'x'],
    ['an object with result', lists.offset, {}, { result: [] }],
    ['null', lists.eitherWay, { stable: true }, { result: null }],
    ['an array', lists.eitherWay, { query: { version: 2 } }, []],
  ])(
    'fails in the same way in firstItems and paginate: %s',
    async (found, list, options, answer) => {
      const { error } = await outcome(paginate(list, async () => answer, options));
      expect(error).toBeInstanceOf(PaginationError);
      expect(error).toHaveProperty(
        'message',
        expect.stringMatching(`must be an array.*found ${found}`),
      );
      expect(() => firstItems(list, answer, options)).toThrow(error as Error);
    },
  );
});

describe('the thrown error', () => {
  const failing =
    (error: unknown): FetchPage =>
    async () => {
      throw error;
    };

  it.each([
    ['an error', new Error('no')],
    ['a frozen error', Object.freeze(new Error('no'))],
    ['a function', () => 'no'],
  ])('is %s that was thrown, with its position', async (_, error) => {
    const { error: thrown } = await outcome(paginate(lists.offset, failing(error)));
    expect(thrown).toBe(error);
    expect(positionOf(thrown)).toEqual({ offset: 0 });
  });

  it.each(['no', undefined, null, 7])(
    'has %s as its cause if that is not an object',
    async (error) => {
      const { error: thrown } = await outcome(
        paginate(lists.eitherWay, failing(error), { stable: true }),
      );
      expect(thrown).toBeInstanceOf(PaginationError);
      expect(isKaitenError(thrown)).toBe(true);
      expect(thrown).toMatchObject({ name: 'PaginationError', cause: error });
      expect(positionOf(thrown)).toEqual({ cursor: null });
    },
  );

  it('can be thrown synchronously', async () => {
    const fetchPage = () => {
      throw new RangeError('at once');
    };
    const { error } = await outcome(paginate(lists.offset, fetchPage));
    expect(error).toEqual(new RangeError('at once'));
  });

  it.each([undefined, 'no', new Error('elsewhere')])(
    'has no position if it was not thrown while reading: %s',
    (error) => {
      expect(positionOf(error)).toBeUndefined();
    },
  );
});
