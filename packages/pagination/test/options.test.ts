import { operations } from '@kaiten-sdk/client';
import { operations as scimOperations } from '@kaiten-sdk/scim';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  firstQuery,
  type Page,
  type Pagination,
  type Position,
  type WalkOptions,
  walk,
} from '../src/index.js';
import { lists } from './lists.js';

const fetchPage = async () => [];

describe('options that cannot be', () => {
  it.each<[string, Pagination, WalkOptions]>([
    ['pageSize must be a whole number from 1, found 0', lists.offset, { pageSize: 0 }],
    ['limit must be a whole number from 1, found 1.5', lists.offset, { query: { limit: 1.5 } }],
    ['offset must be a whole number from 0, found -1', lists.offset, { query: { offset: -1 } }],
    ['startIndex must be a whole number from 1', lists.startIndex, { query: { startIndex: 0 } }],
    ['readAhead must be a whole number from 1, found 0', lists.offset, { readAhead: 0 }],
    ['from.offset must be a whole number', lists.offset, { from: { offset: Number.NaN } }],
    [
      'from.after must be a whole number',
      lists.ordered,
      { stable: true, from: { offset: 9, after: Number('x') } },
    ],
    ['from must be a position with', lists.offset, { from: { cursor: 'a' } }],
    ['from must be a position with', lists.keyset, { from: { offset: 100 } }],
    ['from must be a position with', lists.keyset, { from: { cursor: '' } }],
    [
      'offset has no effect beside a cursor',
      lists.overlapping,
      { query: { version: 2, offset: 100 } },
    ],
    [
      'offset has no effect beside a cursor',
      lists.eitherWay,
      { stable: true, query: { offset: '1' } },
    ],
    ['stable needs a list that', lists.offset, { stable: true }],
    ['stable needs a list that', lists.startIndex, { stable: true }],
    [
      'leave out `order_by`',
      lists.ordered,
      { stable: true, query: { order_by: 'title', order_direction: 'asc' } },
    ],
  ])('are refused at once: %s', (message, list, options) => {
    expect(() => walk(list, fetchPage, options)).toThrow(message);
    expect(() => firstQuery(list, options)).toThrow(message);
  });

  it.each([0, 1.5, Infinity, Number.NaN])('include a max of %d', async (max) => {
    await expect(walk(lists.offset, fetchPage).toArray({ max })).rejects.toThrow('max must be');
  });
});

describe('types', () => {
  it('of the rows of the generated tables fit', () => {
    type Row = (typeof operations)[keyof typeof operations]['pagination'];
    type ScimRow = (typeof scimOperations)[keyof typeof scimOperations]['pagination'];
    expectTypeOf<Row | ScimRow>().toExtend<Pagination | null>();
    const paged = Object.values({ ...operations, ...scimOperations }).flatMap(
      ({ pagination }) => pagination ?? [],
    );
    expect(paged.length).toBeGreaterThan(50);
    for (const list of paged) expect(() => walk(list, fetchPage)).not.toThrow();
  });

  it('say that only the last page has no position', async () => {
    const walked = walk<{ id: number }>(lists.offset, fetchPage, { key: (item) => item.id });
    expectTypeOf(walked.pages()).toEqualTypeOf<AsyncIterable<Page<{ id: number }>>>();
    expectTypeOf<Extract<Page<1>, { last: false }>['position']>().toEqualTypeOf<Position>();
    expectTypeOf(walked.toArray).returns.resolves.toExtend<{ id: number }[]>();
    // @ts-expect-error: collecting needs a cap
    await expect(walked.toArray()).rejects.toThrow(
      new RangeError('toArray({ max }): max must be a whole number from 1, found undefined'),
    );
  });
});
