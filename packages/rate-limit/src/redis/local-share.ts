import { systemClock } from '@kaiten-sdk/core';
import { memoryStore } from '../memory-store.js';
import type { PermitResult, RateLimitRule } from '../store.js';

/** Milliseconds after which a waiting call checks again whether Redis is available. */
const MAX_WAIT = 250;

const PERMIT_PREFIX = 'local:';

/** The share of the limit that this process uses while Redis is unavailable. */
export class LocalShare {
  readonly #processes: number;
  readonly #permits = memoryStore();
  /** Until when the server counts the requests that were sent under each key without Redis. */
  readonly #countedUntil = new Map<string, number>();
  readonly #started = new Set<string>();

  constructor(processes: number) {
    this.#processes = processes;
  }

  async take(key: string, rule: RateLimitRule): Promise<PermitResult> {
    const share = this.#shareOf(rule);
    if (!this.#started.has(key)) {
      this.#started.add(key);
      // The server counts requests with permits from Redis for one more window. The random part keeps
      // processes with less than one request per window from sending at the same time.
      this.#permits.pause(key, rule.window + Math.random() * (share.window - rule.window));
    }
    const result = await this.#permits.take(key, share);
    if ('wait' in result) return { wait: Math.min(result.wait, MAX_WAIT) };
    this.#countedUntil.set(key, systemClock.monotonic() + rule.permitTimeout + rule.window);
    return { permit: PERMIT_PREFIX + result.permit };
  }

  /** Returns false if the permit is not from here. */
  settle(key: string, permit: string, rule: RateLimitRule, ago: number): boolean {
    if (!permit.startsWith(PERMIT_PREFIX)) return false;
    this.#permits.settle(key, permit.slice(PERMIT_PREFIX.length), this.#shareOf(rule), ago);
    return true;
  }

  restrict(key: string, remaining: number, ms: number): void {
    this.#permits.restrict?.(key, remaining, ms);
  }

  /** The keys of requests that the server may still count. */
  usedKeys(): string[] {
    const now = systemClock.monotonic();
    return [...this.#countedUntil].filter(([, until]) => until > now).map(([key]) => key);
  }

  /** Called when Redis is available again. */
  end(): void {
    this.#countedUntil.clear();
    this.#started.clear();
  }

  #shareOf({ limit, window, permitTimeout }: RateLimitRule): RateLimitRule {
    const share = limit / this.#processes;
    return share < 1
      ? { limit: 1, window: window / share, permitTimeout }
      : { limit: Math.floor(share), window, permitTimeout };
  }
}
