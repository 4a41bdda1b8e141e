import { systemClock } from '@kaiten-sdk/core';
import { idleMap } from '../idle-map.js';
import type { Rule } from '../store.js';

/** What this process knows by itself about one key, whether Redis answers or not. */
class Notes {
  rule: Rule | undefined;
  /** Where the limit is learned: the one that held when Redis last answered. */
  limit: number | undefined;
  #usedUntil = 0;
  #pausedUntil = 0;

  /** Milliseconds that are left of a pause. */
  use(rule: Rule): number {
    const now = systemClock.monotonic();
    this.rule = rule;
    this.#usedUntil = now + rule.cap + rule.window;
    return this.#pausedUntil - now;
  }

  get isPaused(): boolean {
    return this.#pausedUntil > systemClock.monotonic();
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, systemClock.monotonic() + ms);
  }

  isIdle(): boolean {
    return Math.max(this.#usedUntil, this.#pausedUntil) <= systemClock.monotonic();
  }
}

export function notesByKey(): { get(key: string): Notes } {
  return idleMap(() => new Notes());
}
