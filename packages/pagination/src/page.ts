import type { Position } from './position.js';

/** A page as it came, without rows that were delivered before: it may have none. */
export type Page<Item> = NextPage<Item> | LastPage<Item>;

interface NextPage<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts. It is plain JSON: keep it, and give it as `from` to go on. */
  readonly position: Position;
  readonly last: false;
}

interface LastPage<Item> {
  readonly items: readonly Item[];
  readonly position: null;
  /** The walk ends with exactly one such page. */
  readonly last: true;
}
