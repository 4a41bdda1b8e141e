import type { Pagination } from '../src/index.js';

/** Lists as the contract describes them. */
export const lists = {
  offset: offsetList({ default: 100, max: 100 }),
  unknownMax: offsetList({}),
  /** The server may return fewer items than `max`. */
  largePages: offsetList({ default: 100, max: 500 }),
  conditional: { ...offsetList({ default: 100 }), when: '`limit` is given' },
  ordered: {
    ...offsetList({ default: 100, max: 100 }),
    order: { param: 'order_by', direction: 'order_direction', from: 'id' },
  },
  eitherWay: {
    ...offsetList({ default: 100 }),
    cursor: {
      param: 'start_position',
      from: 'position',
      items: 'result',
      when: '`version` is 2',
      send: { version: 2 },
      end: 'empty-result',
    },
  },
  overlapping: {
    ...offsetList({ default: 100, max: 100 }),
    cursor: {
      param: 'start_position',
      from: 'position',
      items: 'result',
      overlaps: true,
      when: '`version` is 2',
      send: { version: 2 },
      end: 'empty-result',
    },
  },
  keyset: {
    style: 'keyset',
    limit: { param: 'limit', default: 100, max: 500 },
    cursor: { param: 'last_user_id', from: 'id', advance: 'max' },
    end: 'empty-result',
  },
  startIndex: {
    style: 'startIndex',
    limit: { param: 'count' },
    offset: { param: 'startIndex', first: 1 },
    items: 'Resources',
    end: 'total',
    total: 'totalResults',
  },
  whole: { style: 'none' },
} as const satisfies Record<string, Pagination>;

function offsetList<Limits extends { default?: number; max?: number }>(limits: Limits) {
  return {
    style: 'offset',
    limit: { param: 'limit', ...limits },
    offset: { param: 'offset' },
    end: 'short-page',
  } as const;
}
