import type { Page } from './page.js';

/** An array that knows whether it has all there is. */
export type Collected<Item> = Item[] & {
  /** `false` when there are more items, or may be: the end of the list was not reached. */
  readonly complete: boolean;
};

export async function collect<Item>(
  pages: AsyncIterable<Page<Item>>,
  max: number,
): Promise<Collected<Item>> {
  const collected: Item[] = [];
  let complete = false;
  for await (const { items, last } of pages) {
    const fitting = items.slice(0, max - collected.length);
    for (const item of fitting) collected.push(item);
    complete = last && fitting.length === items.length;
    if (collected.length === max) break;
  }
  return Object.defineProperty(collected, 'complete', { value: complete }) as Collected<Item>;
}
