/** What can stand in a line. */
export interface Standing {
  /** The higher leaves first; among equals, who came first. */
  readonly rank: number;
}

interface Place<Item> {
  readonly item: Item;
  readonly arrival: number;
}

/** A binary heap that knows where each item is, so that any of them leaves in O(log n). */
export class Line<Item extends Standing> {
  readonly #heap: Place<Item>[] = [];
  readonly #indexes = new Map<Item, number>();
  #arrivals = 0;

  get size(): number {
    return this.#heap.length;
  }

  get head(): Item | undefined {
    return this.#heap[0]?.item;
  }

  push(item: Item): void {
    this.#arrivals += 1;
    this.#rise({ item, arrival: this.#arrivals }, this.#heap.length);
  }

  shift(): Item | undefined {
    const { head } = this;
    if (head) this.remove(head);
    return head;
  }

  remove(item: Item): void {
    const index = this.#indexes.get(item);
    const last = index === undefined ? undefined : this.#heap.pop();
    if (index === undefined || last === undefined) return;
    this.#indexes.delete(item);
    if (last.item !== item) this.#sink(last, index);
  }

  #rise(place: Place<Item>, from: number): void {
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = this.#heap[above] as Place<Item>;
      if (!isBefore(place, parent)) break;
      this.#put(parent, index);
      index = above;
    }
    this.#put(place, index);
  }

  #sink(place: Place<Item>, from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const [a, b] = [this.#heap[left], this.#heap[right]];
      const child = a && b && isBefore(b, a) ? b : a;
      if (!child || !isBefore(child, place)) break;
      this.#put(child, index);
      index = child === b ? right : left;
    }
    // It may come from another branch, and belong above where it was put.
    this.#rise(place, index);
  }

  #put(place: Place<Item>, index: number): void {
    this.#heap[index] = place;
    this.#indexes.set(place.item, index);
  }
}

function isBefore<Item extends Standing>(a: Place<Item>, b: Place<Item>): boolean {
  return a.item.rank > b.item.rank || (a.item.rank === b.item.rank && a.arrival < b.arrival);
}
