import type { JSONPathQuery } from 'json-p3';
import type { Json } from '../../openapi/json.ts';
import type { ActionPlace } from './in-action.ts';

/** An action of an overlay, checked and compiled. */
export interface Action {
  readonly place: ActionPlace;
  readonly query: JSONPathQuery;
  readonly change: Change;
  /** What every matched node must hold before the change (`x-expect`). */
  readonly expected: Json | undefined;
  /** RFC 6901 pointers, relative to every matched node, that must lead nowhere (`x-expect-absent`). */
  readonly absent: readonly string[];
}

export type Change =
  | { readonly kind: 'update'; readonly value: Json }
  | { readonly kind: 'copy'; readonly source: JSONPathQuery }
  | { readonly kind: 'remove' }
  | { readonly kind: 'none' };
