/** What a property of `x-pagination` may be: one of the values of an array, or of a type. */
export type PaginationValue =
  | 'string'
  | 'positive integer'
  | 'object'
  | readonly (string | boolean)[]
  | PaginationObject;

/** The properties that an object in `x-pagination` must and may have; it has no others. */
export interface PaginationObject {
  readonly required: Readonly<Record<string, PaginationValue>>;
  readonly optional: Readonly<Record<string, PaginationValue>>;
}

/** The query parameter for the page size, its default, and the largest page the server returns. */
const limit = {
  required: { param: 'string' },
  optional: { default: 'positive integer', max: 'positive integer' },
} as const;

/**
 * `param` is the query parameter for the cursor. In the response body, `from` is the property with the
 * next cursor and `items` the property with the items. `when` says in words when the server paginates
 * by cursor, `send` is the query that makes it do so.
 *
 * With `overlaps`, a page can repeat items of earlier pages, even all of them, and a cursor that was
 * sent before ends the list.
 */
const cursor = {
  required: { param: 'string', from: 'string', items: 'string', end: ['empty-result'] },
  optional: { send: 'object', when: 'string', overlaps: [true] },
} as const;

/**
 * The grammar of `x-pagination`: the properties of each `style`. The types of this package and the
 * linter of the contract both come from it. This file imports nothing, so that scripts can load it.
 */
export const PAGINATION_STYLES = {
  /** The whole list is one response. */
  none: { required: {}, optional: {} },

  /** Pages by the number of items to skip. */
  offset: {
    required: {
      limit,
      offset: { required: { param: 'string' }, optional: {} },
      end: ['short-page'],
    },
    optional: {
      /** In words: which query makes the server paginate at all. */
      when: 'string',
      /** How to sort by the property `from`, a number that is unique among the items. */
      order: { required: { param: 'string', direction: 'string', from: 'string' }, optional: {} },
      /** A cursor that the list can be paginated by instead. */
      cursor: {
        required: { ...cursor.required, send: 'object' },
        optional: { when: 'string', overlaps: [true] },
      },
    },
  },

  /** Pages by the index of their first item, as in SCIM. */
  startIndex: {
    required: {
      limit,
      /** `first` is the index of the first item of the list. */
      offset: { required: { param: 'string', first: 'positive integer' }, optional: {} },
      /** The property of the response body with the items. */
      items: 'string',
      end: ['total'],
      /** The property of the response body with the total number of items. */
      total: 'string',
    },
    optional: {},
  },

  /**
   * Pages by the greatest value of the numeric property `from` on the previous page, in any order of
   * items. Any page can be shorter than requested.
   */
  keyset: {
    required: {
      limit,
      cursor: { required: { param: 'string', from: 'string', advance: ['max'] }, optional: {} },
      end: ['empty-result'],
    },
    optional: {},
  },

  /** Pages by a cursor in the response body. */
  cursor: { required: { cursor }, optional: { limit } },
} as const satisfies Readonly<Record<string, PaginationObject>>;

type StyleName = keyof typeof PAGINATION_STYLES;

type ValueOf<Value> = Value extends 'string'
  ? string
  : Value extends 'positive integer'
    ? number
    : Value extends 'object'
      ? Readonly<Record<string, unknown>>
      : Value extends readonly (infer Allowed)[]
        ? Allowed
        : Value extends PaginationObject
          ? ObjectOf<Value>
          : never;

type ObjectOf<Form extends PaginationObject> = {
  readonly [Name in keyof Form['required']]: ValueOf<Form['required'][Name]>;
} & {
  readonly [Name in keyof Form['optional']]?: ValueOf<Form['optional'][Name]>;
};

/** The pagination of a list of one style. */
export type PaginationOf<Name extends StyleName> = {
  readonly style: Name;
} & ObjectOf<(typeof PAGINATION_STYLES)[Name]>;

/** How a list is paginated: the `pagination` of an operation, generated from `x-pagination`. */
export type Pagination = { [Name in StyleName]: PaginationOf<Name> }[StyleName];

export type PageLimit = ObjectOf<typeof limit>;
export type PageCursor = ObjectOf<typeof cursor>;
