import type { Fetch } from '@kaiten-sdk/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  memoryStore,
  type RateLimitOptions,
  type RateLimitStore,
  rateLimit,
} from '../src/index.js';
import { strictServer } from './strict-server.js';

const window = 200;

describe('a limited fetch', () => {
  it('stays within the limit of a strict server, even on a cold start', async () => {
    await using server = await strictServer({ window });
    const limited = rateLimit(fetch, { window, store: coldStore() });
    const answers = await Promise.all(Array.from({ length: 30 }, () => limited(server.url)));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(server.refused).toBe(0);
  });

  it('stays within it when requests and responses are delayed', async () => {
    const late = () => Math.random() * 60;
    await using server = await strictServer({ window, before: late, after: late });
    const limited = rateLimit(fetch, { window, store: coldStore() });
    await Promise.all(Array.from({ length: 30 }, () => limited(server.url)));
    expect(server.refused).toBe(0);
  });

  it('continues with the queued calls after others got a 429', async () => {
    await using server = await strictServer({ window });
    await Promise.all(Array.from({ length: 5 }, () => fetch(server.url)));
    const limited = rateLimit(fetch, { window });
    const send = async (attempt = 1): Promise<number> => {
      const { status } = await limited(server.url, { call: { attempt } });
      return status === 429 ? send(attempt + 1) : attempt;
    };
    const attempts = await Promise.all(Array.from({ length: 12 }, () => send()));
    expect(Math.max(...attempts)).toBe(2);
    expect(limited.stats()).toMatchObject({ [new URL(server.url).host]: { refused: 5 } });
  });

  it('accepts a URL or a Request, and passes the arguments on unchanged', async () => {
    const seen: unknown[] = [];
    const limited = rateLimit(async (...call) => {
      seen.push(call);
      return new Response();
    });
    const url = new URL('https://kaiten.example/cards');
    const request = new Request(url);
    const init = { method: 'POST', call: { priority: 1 } };
    await limited(url, init);
    await limited(request);
    expect(seen).toEqual([[url, init], [request]]);
  });

  it('releases the permit if fetch rejects or throws', async () => {
    const failures: Fetch[] = [
      () => Promise.reject(new TypeError('refused')),
      () => {
        throw new TypeError('thrown');
      },
    ];
    for (const failure of failures) {
      const limited = rateLimit(failure, { window: 20, limit: 1 });
      await expect(limited('http://a/')).rejects.toThrow(TypeError);
      await expect(limited('http://a/')).rejects.toThrow(TypeError);
      expect(limited.stats()).toMatchObject({ a: { granted: 2, inFlight: 0, queued: 0 } });
    }
  });

  it.each<[string, RateLimitOptions]>([
    ['limit', { limit: 0 }],
    ['window', { window: 0.5 }],
    ['permitTimeout', { permitTimeout: Number.NaN }],
    ['maxQueued', { maxQueued: 0 }],
    ['maxPause', { maxPause: '5' as never }],
  ])('throws for an invalid %s', (name, options) => {
    expect(() => rateLimit(fetch, options)).toThrow(RangeError);
    expect(() => rateLimit(fetch, options)).toThrow(`${name} must be a number >= 1, found`);
  });

  it('has the type of fetch, and wraps any fetch', () => {
    expectTypeOf(rateLimit(globalThis.fetch)).toExtend<typeof globalThis.fetch>();
    expectTypeOf(rateLimit(rateLimit(globalThis.fetch))).toExtend<Fetch>();
    expectTypeOf<ReturnType<RateLimitStore['settle']>>().toEqualTypeOf<void>();
    expectTypeOf(rateLimit).parameter(1).toEqualTypeOf<RateLimitOptions | undefined>();
  });
});

/**
 * Where client and server share a busy process, or delays are random, any round trip may be shorter
 * than those that were seen: none is subtracted.
 */
function coldStore(): RateLimitStore {
  return { ...memoryStore(), learnsRoundTrip: false };
}
