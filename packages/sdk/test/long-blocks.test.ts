import { describe, expect, test } from 'vitest';
import {
  createKaiten,
  isRateLimitError,
  isTimeoutError,
  type RateLimitError,
} from '../src/index.js';
import { answering, json, testServer } from './server.js';

const token = 'secret';
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A server that returns 429 until the test says otherwise. */
async function blockedServer(retryAfter: string) {
  const state = { isBlocked: true };
  const server = await testServer((_, response) => {
    if (!state.isBlocked) return json(response, { id: 1 });
    response.writeHead(429, { 'retry-after': retryAfter }).end();
  });
  return Object.assign(server, { state });
}

describe('a 429 with Retry-After: 3600', () => {
  test('ends all queued calls at once, and says when to come back', async () => {
    await using server = await blockedServer('3600');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    await kaiten.cards.get({ card_id: 1 }).catch(() => undefined);
    expect(server.received).toHaveLength(1);
    const results = await Promise.allSettled(
      idsOf(20).map((card_id) => kaiten.cards.update({ card_id, title: 'New' })),
    );
    expect(server.received).toHaveLength(1);
    for (const result of results) expectBlock((result as PromiseRejectedResult).reason);
  });

  test('ends the calls that wait with those in flight', async () => {
    await using server = await blockedServer('3600');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const results = await Promise.allSettled(
      idsOf(20).map((card_id) => kaiten.cards.get({ card_id })),
    );
    expect(server.received).toHaveLength(5);
    for (const result of results) expectBlock((result as PromiseRejectedResult).reason);
  });

  test('is a RateLimitError with retryAt without the rate limiter, too', async () => {
    await using server = await blockedServer('3600');
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, rateLimit: false });
    const error: unknown = await kaiten.cards.get({ card_id: 1 }).catch((reason) => reason);
    expectBlock(error);
    expect((error as Error).message).toContain('not retried: the server asks for a delay of');
  });

  function expectBlock(error: unknown): void {
    expect(isRateLimitError(error)).toBe(true);
    const { retryAt } = error as RateLimitError;
    expect(Math.abs((retryAt?.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    expect((error as RateLimitError).message).toContain(`retry at ${retryAt?.toUTCString()}`);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ retryAt: retryAt?.toISOString() });
  }
});

test('the longest wait is maxDelay of the retries', async () => {
  await using server = await blockedServer('2');
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, retry: { maxDelay: 1_000 } });
  const results = await Promise.allSettled(
    idsOf(20).map((card_id) => kaiten.cards.get({ card_id })),
  );
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(server.received).toHaveLength(5);
});

test('a 429 with Retry-After: 1 makes all calls wait once', async () => {
  await using server = await blockedServer('1');
  const kaiten = createKaiten({
    baseUrl: server.baseUrl,
    token,
    rateLimit: { limit: 20 },
    hooks: {
      onPause: () => {
        server.state.isBlocked = false;
      },
    },
  });
  const calls = idsOf(20).map((card_id) => kaiten.cards.get({ card_id }));
  expect(await Promise.all(calls)).toHaveLength(20);
  const counts = new Map<string, number>();
  for (const line of server.lines()) counts.set(line, (counts.get(line) ?? 0) + 1);
  expect(counts.size).toBe(20);
  expect(Math.max(...counts.values())).toBe(2);
});

test('calls have a deadline by default, which can be turned off', async () => {
  await using server = await testServer(answering({ id: 1 }));
  const signals: (AbortSignal | null | undefined)[] = [];
  const kaiten = createKaiten({
    baseUrl: server.baseUrl,
    token,
    deadline: 20,
    fetch: (input, init) => {
      signals.push(init?.signal);
      return signals.length === 1 ? new Promise(() => {}) : fetch(input, init);
    },
  });
  const error: unknown = await kaiten.cards.get({ card_id: 1 }).catch((reason) => reason);
  expect(isTimeoutError(error)).toBe(true);
  const options = { deadline: Number.POSITIVE_INFINITY };
  expect(await kaiten.cards.get({ card_id: 1 }, options)).toEqual({ id: 1 });
});
