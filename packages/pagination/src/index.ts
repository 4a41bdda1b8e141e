export { PaginationError, positionOf } from './errors.js';
export type { PageQuery, PageSizes, PaginateOptions } from './options.js';
export type { CursorPosition, OffsetPosition, Page, Position } from './page.js';
export {
  type Collected,
  type FetchPage,
  type FetchPageInit,
  firstItems,
  firstQuery,
  type Paginator,
  paginate,
} from './paginate.js';
export type { Pagination } from './pagination.js';
