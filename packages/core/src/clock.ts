/** Where the wrappers take time from. Tests give one of their own. */
export interface Clock {
  /** Milliseconds from an arbitrary start, which never jump. */
  readonly monotonic: () => number;
  /** Milliseconds since the epoch, which may jump. Only headers are compared with it. */
  readonly wall: () => number;
  /** Calls back once, after at least so many milliseconds. */
  readonly setTimer: (callback: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
}

/** The clock of the platform. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (callback, ms) => setTimeout(callback, ms),
  clearTimer: (timer) => clearTimeout(timer as number),
};
