import { describe, expect, it } from 'vitest';
import { paginate } from '../src/index.js';
import { byOffset, collected, type Row, rows, type Sent, serve } from './kaiten-list.js';
import { lists } from './lists.js';

describe('while a list is read', () => {
  it('items that are shifted by inserted ones are not returned twice', async () => {
    let all = rows(250);
    await using list = await serve((sent, call) => {
      if (call > 1) all = [{ id: 1_000 + call }, ...all];
      return byOffset(all)(sent);
    });
    const walked = await collected(paginate<Row>(lists.offset, list.fetchPage));
    expect(walked).toEqual(rows(250));
  });

  it('items are identified by a key', async () => {
    await using list = await serve(byOffset(rows(150)));
    const key = ({ id }: Row) => (id > 100 ? id - 100 : id);
    expect(await collected(paginate<Row>(lists.offset, list.fetchPage, { key }))).toEqual(
      rows(100),
    );
    const none = () => undefined;
    const all = await collected(paginate<Row>(lists.offset, list.fetchPage, { key: none }));
    expect(all).toEqual(rows(150));
  });

  it('items with the same id but different uids are different', async () => {
    const all = Array.from({ length: 150 }, (_, index) => ({ id: index % 100, uid: `u${index}` }));
    await using list = await serve(({ offset }) => all.slice(Number(offset), Number(offset) + 100));
    expect(await collected(paginate(lists.offset, list.fetchPage))).toEqual(all);
  });
});

describe('with stable', () => {
  const inOrder = (all: readonly Row[]) => (sent: Sent) =>
    byOffset([...all].sort((a, b) => a.id - b.id))(sent);

  it('no item is missed if others are deleted, and ids are in order', async () => {
    let all = rows(500).reverse();
    await using list = await serve((sent, call) => {
      // The last items of each of the first pages are deleted right after the page was read.
      const page = inOrder(all)(sent);
      if (call < 5) all = all.filter(({ id }) => !page.slice(-10).some((row) => row.id === id));
      return page;
    });
    const walked = await collected(paginate<Row>(lists.ordered, list.fetchPage, { stable: true }));
    const ids = walked.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids).toEqual(expect.arrayContaining(all.map(({ id }) => id)));
    expect(list.asked[0]).toMatchObject({ order_by: 'id', order_direction: 'asc' });
  });

  it('a list continues from a position without repeating items', async () => {
    let all = rows(250);
    await using list = await serve((sent) => inOrder(all)(sent));
    const walked = paginate<Row>(lists.ordered, list.fetchPage, { stable: true });
    for await (const page of walked.pages()) {
      if (page.last) break;
      all = all.filter(({ id }) => id > 120);
      const { position: from } = JSON.parse(JSON.stringify(page));
      const rest = paginate<Row>(lists.ordered, list.fetchPage, { stable: true, from });
      expect(from).toEqual({ offset: 99, after: 100 });
      expect(await collected(rest)).toEqual(rows(130, 121));
      break;
    }
    expect.assertions(2);
  });

  it('a list fails if the server no longer paginates after a step back', async () => {
    let all = rows(500);
    await using list = await serve((sent, call) => {
      const page = byOffset(all)(call < 3 ? sent : { ...sent, offset: '0' });
      if (call === 1) all = all.filter(({ id }) => id !== 100);
      return page;
    });
    const walked = paginate<Row>(lists.ordered, list.fetchPage, { stable: true });
    await expect(collected(walked)).rejects.toThrow('items after the first 101 cannot be read');
    expect(list.asked.length).toBeLessThanOrEqual(8);
  });

  it.each([
    ['does not sort', () => rows(100).reverse()],
    ['has no numbers for ids', () => [{ id: 'a' }]],
  ])('a list fails if the server %s', async (_, answer) => {
    await using list = await serve(answer);
    const walked = paginate<Row>(lists.ordered, list.fetchPage, { stable: true });
    await expect(collected(walked)).rejects.toThrow('in the order of `id`');
  });
});
