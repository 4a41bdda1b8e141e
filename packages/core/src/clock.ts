/** Where the wrappers take time from. Tests give one of their own. */
export interface Clock {
  /** Milliseconds from an arbitrary start, which never jump. */
  readonly monotonic: () => number;
  /** Milliseconds since the epoch, which may jump. Only headers are compared with it. */
  readonly wall: () => number;
  /** Calls back once, after at least so many milliseconds, or after those that a timer can take. */
  readonly setTimer: (callback: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
}

// Longer timers of platforms overflow, and fire at once. It is 24 days.
const LONGEST_TIMER = 2 ** 31 - 1;

/** The clock of the platform. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (callback, ms) => setTimeout(callback, Math.min(ms, LONGEST_TIMER)),
  clearTimer: (timer) => clearTimeout(timer as number),
};
