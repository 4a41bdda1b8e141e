import type { Position } from '../position.js';
import type { Query } from '../query.js';
import type { KeyOf } from '../recent-rows.js';

/** What of the options of a walk decides over its calls. */
export interface StyleOptions {
  readonly query: Query;
  readonly from?: Position | undefined;
  readonly pageSize?: number | undefined;
  readonly key?: KeyOf | undefined;
  readonly stable?: boolean | undefined;
}
