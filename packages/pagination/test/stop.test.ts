import { getEventListeners } from 'node:events';
import { isAbortError, isTimeoutError } from '@kaiten-sdk/core';
import { describe, expect, it, vi } from 'vitest';
import { type FetchPage, paginate, positionOf } from '../src/index.js';
import { byOffset, collected, never, type Row, rows, serve } from './kaiten-list.js';
import { lists } from './lists.js';

/** Responds to requests for the first pages only. */
const hangingAfter = (pages: number) =>
  serve((sent, call) => (call > pages ? never() : byOffset(rows(10_000))(sent)));

describe('stopping the iteration', () => {
  it.each([
    ['breaks', undefined],
    ['throws', new Error('mine')],
  ])('aborts requests in flight if the loop %s', async (_, error) => {
    await using list = await hangingAfter(3);
    const consume = async () => {
      for await (const { id } of paginate<Row>(lists.offset, list.fetchPage)) {
        if (id < 300) continue;
        await vi.waitFor(() => expect(list.asked.length).toBeGreaterThan(4));
        if (error) throw error;
        break;
      }
    };
    await (error ? expect(consume()).rejects.toBe(error) : consume());
    await vi.waitFor(() => expect(list.hungUp).toHaveLength(list.asked.length - 3));
  });

  it.each(['items', 'pages'])('ends a pending next() of %s', async (what) => {
    await using list = await hangingAfter(1);
    const walked = paginate<Row>(lists.offset, list.fetchPage, { pageSize: 1 });
    const iterator = (what === 'items' ? walked : walked.pages())[Symbol.asyncIterator]();
    await iterator.next();
    const pending = iterator.next();
    await vi.waitFor(() => expect(list.asked).toHaveLength(2));
    await expect(iterator.return?.()).resolves.toMatchObject({ done: true });
    await expect(pending).resolves.toEqual({ done: true, value: undefined });
    await vi.waitFor(() => expect(list.hungUp).toHaveLength(1));
  });

  it('before the first next() sends no request', async () => {
    await using list = await hangingAfter(0);
    const iterator = paginate<Row>(lists.offset, list.fetchPage)[Symbol.asyncIterator]();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(list.asked).toEqual([]);
  });
});

describe('a signal', () => {
  it.each([new Error('enough'), 'enough'])(
    'ends the iteration and aborts all requests in flight: %s',
    async (reason) => {
      await using list = await hangingAfter(4);
      const controller = new AbortController();
      const { signal } = controller;
      const walking = collected(paginate<Row>(lists.offset, list.fetchPage, { signal }));
      await vi.waitFor(() => expect(list.asked.length).toBeGreaterThan(6));
      controller.abort(reason);
      const error = await walking.catch((thrown: unknown) => thrown);
      expect(isAbortError(error)).toBe(true);
      expect(error).toHaveProperty('cause', reason);
      expect(positionOf(error)).toEqual({ offset: 400 });
      expect(positionOf(reason)).toBeUndefined();
      await vi.waitFor(() => expect(list.hungUp).toHaveLength(list.asked.length - 4));
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    },
  );

  it('ends the iteration between two items', async () => {
    await using list = await serve(byOffset(rows(50)));
    const controller = new AbortController();
    const seen: Row[] = [];
    const walking = async () => {
      for await (const row of paginate<Row>(lists.offset, list.fetchPage, controller)) {
        seen.push(row);
        if (row.id === 5) controller.abort();
      }
    };
    const error = await walking().catch((thrown: unknown) => thrown);
    expect(isAbortError(error)).toBe(true);
    expect(positionOf(error)).toBeUndefined();
    expect(seen).toHaveLength(5);
  });

  it('that is already aborted sends no request', async () => {
    await using list = await hangingAfter(0);
    const walked = paginate<Row>(lists.offset, list.fetchPage, { signal: AbortSignal.abort() });
    await expect(collected(walked)).rejects.toSatisfy(isAbortError);
    expect(list.asked).toEqual([]);
  });

  it('of AbortSignal.timeout throws a TimeoutError', async () => {
    await using list = await hangingAfter(0);
    const walked = paginate<Row>(lists.offset, list.fetchPage, { signal: AbortSignal.timeout(20) });
    await expect(collected(walked)).rejects.toSatisfy(isTimeoutError);
  });

  it('has no listeners after the iteration ended or was abandoned', async () => {
    await using list = await serve(byOffset(rows(350)));
    const { signal } = new AbortController();
    const walked = paginate<Row>(lists.offset, list.fetchPage, { signal });
    await collected(walked);
    await walked[Symbol.asyncIterator]().next();
    await vi.waitFor(() => expect(getEventListeners(signal, 'abort')).toEqual([]));
  });
});

describe('reading ahead', () => {
  it('starts after the first page, with at most as many requests in flight as pages read, up to readAhead', async () => {
    const most: number[] = [];
    let running = 0;
    const fetchPage: FetchPage = async (query, { first }) => {
      most.push(++running);
      if (first) expect(query.offset).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return byOffset(rows(3_000))(query as Record<string, string>);
    };
    const walked = paginate<Row>(lists.offset, fetchPage, { readAhead: 4 });
    expect(await collected(walked)).toEqual(rows(3_000));
    expect(most.slice(0, 3)).toEqual([1, 1, 1]);
    expect(Math.max(...most)).toBe(4);
  });

  it('buffers at most readAhead pages for a slow consumer', async () => {
    await using list = await serve(byOffset(rows(10_000)));
    let seen = 0;
    for await (const _ of paginate(lists.offset, list.fetchPage, { readAhead: 3 }).pages()) {
      seen += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(list.asked.length).toBeLessThanOrEqual(seen + 3);
      if (seen === 12) break;
    }
  });

  it('aborts requests for pages after a short one that arrives early', async () => {
    await using list = await serve((sent) => {
      if (sent.offset === '300') return rows(7, 301);
      return Number(sent.offset) > 300 ? never() : byOffset(rows(400))(sent);
    });
    expect(await collected(paginate<Row>(lists.offset, list.fetchPage))).toEqual(rows(307));
    await vi.waitFor(() => expect(list.hungUp).toHaveLength(list.asked.length - 4));
  });
});

describe('an array', () => {
  it.each([
    [10, 1, 10, false],
    [100, 1, 100, false],
    [101, 2, 101, false],
    [250, 3, 250, true],
    [1_000, 4, 250, true],
  ])('of at most %d items needs %d requests', async (max, calls, length, complete) => {
    await using list = await serve(byOffset(rows(250)));
    const collected = await paginate<Row>(lists.offset, list.fetchPage).toArray({ max });
    expect([...collected]).toEqual(rows(length));
    expect(collected.complete).toBe(complete);
    expect(list.asked.length).toBeLessThanOrEqual(calls);
  });
});
