export type { Collected } from './collect.js';
export type { Page } from './page.js';
export type { Pagination } from './pagination.js';
export { PaginationError } from './pagination-error.js';
export { type CursorPosition, type OffsetPosition, type Position, positionOf } from './position.js';
export type { Query } from './query.js';
export {
  type FetchPage,
  type FetchPageInit,
  firstQuery,
  firstRows,
  type Walk,
  walk,
} from './walk.js';
export type { WalkOptions } from './walk-options.js';
