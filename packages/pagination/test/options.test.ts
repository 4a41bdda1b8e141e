import { operations } from '@kaiten-sdk/client';
import { operations as scimOperations } from '@kaiten-sdk/scim';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  firstQuery,
  type Page,
  type PaginateOptions,
  type Pagination,
  type Position,
  paginate,
} from '../src/index.js';
import { lists } from './lists.js';

const fetchPage = async () => [];

describe('invalid options', () => {
  it.each<[string, Pagination, PaginateOptions]>([
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
      'offset has no effect with a cursor',
      lists.overlapping,
      { query: { version: 2, offset: 100 } },
    ],
    [
      'offset has no effect with a cursor',
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
  ])('throw immediately: %s', (message, list, options) => {
    expect(() => paginate(list, fetchPage, options)).toThrow(message);
    expect(() => firstQuery(list, options)).toThrow(message);
  });

  it.each([0, 1.5, Infinity, Number.NaN])('include %d for max', async (max) => {
    await expect(paginate(lists.offset, fetchPage).toArray({ max })).rejects.toThrow('max must be');
  });
});

describe('the types', () => {
  it('accept the pagination of all generated operations', () => {
    type Row = (typeof operations)[keyof typeof operations]['pagination'];
    type ScimRow = (typeof scimOperations)[keyof typeof scimOperations]['pagination'];
    expectTypeOf<Row | ScimRow>().toExtend<Pagination | null>();
    const paged = Object.values({ ...operations, ...scimOperations }).flatMap(
      ({ pagination }) => pagination ?? [],
    );
    expect(paged.length).toBeGreaterThan(50);
    for (const list of paged) expect(() => paginate(list, fetchPage)).not.toThrow();
  });

  it('have a position on all pages but the last', async () => {
    const walked = paginate<{ id: number }>(lists.offset, fetchPage, { key: (item) => item.id });
    expectTypeOf(walked.pages()).toEqualTypeOf<AsyncIterable<Page<{ id: number }>>>();
    expectTypeOf<Extract<Page<1>, { last: false }>['position']>().toEqualTypeOf<Position>();
    expectTypeOf(walked.toArray).returns.resolves.toExtend<{ id: number }[]>();
    // @ts-expect-error: max is required
    await expect(walked.toArray()).rejects.toThrow(
      new RangeError('toArray({ max }): max must be a whole number from 1, found undefined'),
    );
  });
});
