import { systemClock } from '@kaiten-sdk/core';
import { memoryStore } from '../memory-store.js';
import type { Grant, Rule } from '../store.js';

/** Milliseconds after which a call that waits looks again whether Redis is back. */
const LONGEST_WAIT = 250;

const MARK = 'local:';

/** This process' part of the limit, for the time without Redis. */
export class LocalShare {
  readonly #processes: number;
  readonly #permits = memoryStore();
  /** Until when the server counts what was sent under each key without Redis. */
  readonly #countedUntil = new Map<string, number>();
  readonly #entered = new Set<string>();

  constructor(processes: number) {
    this.#processes = processes;
  }

  async take(key: string, rule: Rule): Promise<Grant> {
    const share = shareOf(rule, this.#processes);
    if (!this.#entered.has(key)) this.#enter(key, rule, share);
    const grant = await this.#permits.take(key, share);
    if ('wait' in grant) return { wait: Math.min(grant.wait, LONGEST_WAIT) };
    this.#countedUntil.set(key, systemClock.monotonic() + rule.cap + rule.window);
    return { permit: MARK + grant.permit };
  }

  /** Whether the permit is one of these. */
  settle(key: string, permit: string, rule: Rule, ago: number): boolean {
    if (!permit.startsWith(MARK)) return false;
    const share = shareOf(rule, this.#processes);
    this.#permits.settle(key, permit.slice(MARK.length), share, ago);
    return true;
  }

  restrict(key: string, remaining: number, ms: number): void {
    this.#permits.restrict?.(key, remaining, ms);
  }

  /** The keys that the server may still count requests of. */
  usedKeys(): string[] {
    const now = systemClock.monotonic();
    return [...this.#countedUntil].filter(([, until]) => until > now).map(([key]) => key);
  }

  /** Ends a time without Redis. */
  leave(): void {
    this.#countedUntil.clear();
    this.#entered.clear();
  }

  /**
   * What was taken in Redis is counted by the server for one window more, whoever took it. Where the
   * share is less than one request a window, processes that begin together must not send together.
   */
  #enter(key: string, rule: Rule, share: Rule): void {
    this.#entered.add(key);
    this.#permits.pause(key, rule.window + Math.random() * (share.window - rule.window));
  }
}

function shareOf({ limit, window, cap }: Rule, processes: number): Rule {
  const share = limit / processes;
  return share < 1
    ? { limit: 1, window: window / share, cap }
    : { limit: Math.floor(share), window, cap };
}
