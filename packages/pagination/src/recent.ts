const ENOUGH = 5_000;

/** Remembers the last 5,000 to 10,000 values, whatever is added. */
export class Recent {
  #older = new Set<unknown>();
  #newer = new Set<unknown>();

  has(value: unknown): boolean {
    return this.#newer.has(value) || this.#older.has(value);
  }

  add(value: unknown): void {
    // Two generations: forgetting single values from the front of a Set takes time in its size.
    if (this.#newer.size >= ENOUGH) {
      this.#older = this.#newer;
      this.#newer = new Set();
    }
    this.#newer.add(value);
  }
}
