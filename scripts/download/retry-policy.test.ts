import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_BACKOFF, isTransientStatus, parseRetryAfter, retryDelayMs } from './failures.ts';

it.each([408, 429, 500, 502, 503, 504])('repeats after %d', (status) => {
  expect(isTransientStatus(status)).toBe(true);
});

it.each([200, 301, 304, 400, 401, 403, 404, 410])('does not repeat after %d', (status) => {
  expect(isTransientStatus(status)).toBe(false);
});

it.each([
  [1, undefined, 1, 500],
  [2, undefined, 1, 1000],
  [3, undefined, 0.5, 1000],
  [9, undefined, 1, 5000],
  [1, undefined, 0, 0],
  [1, 2000, 1, 2000],
  [1, 60_000, 0, 5000],
])(
  'waits before retry %d, Retry-After %s ms, with jitter %d: %d ms',
  (retry, asked, random, want) => {
    expect(retryDelayMs(retry, asked, random, DEFAULT_BACKOFF)).toBe(want);
  },
);

it('never waits longer than the maximum, nor less than the requested delay below it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.option(fc.nat(), { nil: undefined }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (retry, asked, random) => {
        const delay = retryDelayMs(retry, asked, random, DEFAULT_BACKOFF);
        expect(delay).toBeGreaterThanOrEqual(Math.min(asked ?? 0, DEFAULT_BACKOFF.capMs));
        expect(delay).toBeLessThanOrEqual(DEFAULT_BACKOFF.capMs);
      },
    ),
  );
});

it.each([
  [null, undefined],
  ['3', 3000],
  ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', undefined],
])('reads Retry-After %j as %s ms', (header, want) => {
  expect(parseRetryAfter(header, 1000)).toBe(want);
});
