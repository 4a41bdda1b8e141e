import { Recent } from './recent.js';
import { isScalar, propertyOf, type Rows } from './rows.js';
import type { Fresh, Sieve } from './sieve.js';

export type KeyOf = (row: unknown) => unknown;

/** Drops rows that a recent page had: inserted rows push others onto the next page. */
export class RecentRows implements Sieve<unknown> {
  readonly #keyOf: KeyOf;
  readonly #recent = new Recent();
  #previousPage: string | undefined;

  constructor(keyOf: KeyOf = idsOf) {
    this.#keyOf = keyOf;
  }

  pass(rows: Rows): Fresh {
    const keys = rows.map((row) => this.#keyOf(row));
    if (keys.every((key) => key === undefined)) return freshOf(this.#unlessSamePage(rows));
    const fresh = rows.filter((_, index) => !this.#recent.has(keys[index]));
    for (const key of keys) if (key !== undefined) this.#recent.add(key);
    return freshOf(fresh);
  }

  /** Rows without ids may be equal and yet two, but not a whole page of them. */
  #unlessSamePage(rows: Rows): Rows {
    const page = JSON.stringify(rows);
    const isSame = page === this.#previousPage;
    this.#previousPage = page;
    return isSame ? [] : rows;
  }
}

function freshOf(rows: Rows): Fresh {
  return { rows, isRepeat: rows.length === 0 };
}

/** Both, where there are two: which of them is unique differs between lists. */
function idsOf(row: unknown): string | number | undefined {
  const id = scalar(propertyOf(row, 'id'));
  const uid = scalar(propertyOf(row, 'uid'));
  return uid === undefined ? id : `${uid} ${id}`;
}

function scalar(value: unknown): string | number | undefined {
  return isScalar(value) ? value : undefined;
}
