/** The source of time for the wrappers. Tests replace it. */
export interface Clock {
  /** Milliseconds since an arbitrary start. Never jumps. */
  readonly monotonic: () => number;
  /** Milliseconds since the epoch. May jump, so it is compared only with dates in headers. */
  readonly wall: () => number;
  /** Calls back once, after `ms` milliseconds or after the longest timer of the platform. */
  readonly setTimer: (callback: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
}

// 24 days. Platforms fire longer timers immediately.
const LONGEST_TIMER = 2 ** 31 - 1;

/** The platform's clock. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (callback, ms) => setTimeout(callback, Math.min(ms, LONGEST_TIMER)),
  clearTimer: (timer) => clearTimeout(timer as number),
};
