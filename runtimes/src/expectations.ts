import { EXITS, REQUIRES, RUNTIMES, SHARED } from './runtimes.ts';

interface Expectation {
  /** Names of checks, or the start of names. */
  readonly checks: readonly string[];
  /** Names of runtimes. */
  readonly runtimes: readonly string[];
  readonly reason: string;
}

const CHROMIUM = ['Chromium', 'Chromium, Vite'];
const BROWSERS = [...CHROMIUM, 'Firefox'];
const STREAMED = [
  'upload with progress',
  'upload of a stream',
  'upload of a stream of unknown size',
];

/**
 * Faults that are known. A check that passes although it is listed here fails the suite as well:
 * remove it from the list.
 */
export const KNOWN_FAILURES: readonly Expectation[] = [
  {
    checks: STREAMED,
    runtimes: CHROMIUM,
    reason: 'Chromium sends streams over HTTP/2 only',
  },
  {
    checks: ['a download that breaks off is a ConnectionError'],
    runtimes: BROWSERS,
    reason: "browsers replace the error of a response's stream by their own",
  },
];

/** Checks that mean nothing in a runtime. */
export const NOT_APPLICABLE: readonly Expectation[] = [
  {
    checks: [EXITS, REQUIRES],
    runtimes: [...BROWSERS, 'workerd'],
    reason: 'only for programs',
  },
  { checks: [REQUIRES], runtimes: ['Node 20.0'], reason: 'Node 20.19 and 22.12 introduced it' },
  { checks: [REQUIRES], runtimes: ['Bun, compiled'], reason: 'a compiled program is one file' },
  {
    checks: [SHARED],
    runtimes: RUNTIMES.map(({ name }) => name).filter((name) => name !== 'workerd'),
    reason: 'only workers separate their requests',
  },
  {
    checks: ['receives a webhook with a secret', 'refuses a webhook with a wrong secret'],
    runtimes: ['Firefox'],
    reason: 'servers receive webhooks, and a Request of Firefox has no body to read',
  },
];

/** The reason why this check is expected in this list, or `undefined`. */
export function reasonFor(
  list: readonly Expectation[],
  check: string,
  runtime: string,
): string | undefined {
  return list.find(({ checks, runtimes }) => checks.includes(check) && runtimes.includes(runtime))
    ?.reason;
}
