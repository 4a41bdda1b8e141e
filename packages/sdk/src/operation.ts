import type { Pagination } from '@kaiten-sdk/pagination';

/** An operation of the contract, as far as sending it takes. */
export interface Operation {
  /** Its operationId. */
  readonly id: string;
  /** HTTP method, in capitals. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  /** Where its parameters have the body, if it takes one: beside the others, or under `body`. */
  readonly body?: 'flat' | 'apart' | 'form';
  /** Names of its query parameters, where it takes a body, too. */
  readonly query?: readonly string[];
  /** How its list is paged, if it gives one. */
  readonly list?: Pagination;
}
