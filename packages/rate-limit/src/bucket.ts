import type { Grant, Rule } from './store.js';

const NEVER = Number.POSITIVE_INFINITY;

// Of all buckets together: a permit must not mean another one after its bucket was forgotten.
let granted = 0;

/** The permits of one key. All times are milliseconds of one clock that never jumps. */
export class Bucket {
  /** When each permit that is out is free at the latest; in the order of those times. */
  readonly #out = new Map<string, number>();
  /** When each settled permit is free, ascending. */
  readonly #cooling: number[] = [];
  #limit = 0;
  #pausedUntil = 0;
  /** How many more permits there are until the server's own window ends. */
  #left = 0;
  #restrictedUntil = 0;

  take(now: number, { limit, window, cap }: Rule): Grant {
    this.#limit = limit;
    const until = this.#blockedUntil(now);
    if (until > now) return { wait: until - now };
    this.#left -= 1;
    granted += 1;
    const permit = String(granted);
    this.#out.set(permit, now + cap + window);
    return { permit };
  }

  settle(now: number, permit: string, freeAt: number): void {
    const latest = this.#out.get(permit);
    if (latest === undefined) return;
    this.#out.delete(permit);
    const free = Math.min(latest, freeAt);
    if (free <= now) return;
    let index = this.#cooling.length;
    while (index > 0 && (this.#cooling[index - 1] ?? 0) > free) index -= 1;
    this.#cooling.splice(index, 0, free);
  }

  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  restrict(now: number, remaining: number, until: number): void {
    // Where our own log allows no more than the server does, the server tells nothing new.
    if (remaining >= this.#limit - this.#used(now)) return;
    this.#left = now < this.#restrictedUntil ? Math.min(this.#left, remaining) : remaining;
    this.#restrictedUntil = Math.max(this.#restrictedUntil, until);
  }

  isIdle(now: number): boolean {
    return this.#used(now) === 0 && now >= this.#pausedUntil && now >= this.#restrictedUntil;
  }

  #blockedUntil(now: number): number {
    const isUsedUp = this.#used(now) >= this.#limit;
    return Math.max(
      this.#pausedUntil,
      this.#left > 0 ? 0 : this.#restrictedUntil,
      isUsedUp ? this.#nextFree() : 0,
    );
  }

  #used(now: number): number {
    while ((this.#cooling[0] ?? NEVER) <= now) this.#cooling.shift();
    for (const [permit, latest] of this.#out) {
      if (latest > now) break;
      this.#out.delete(permit);
    }
    return this.#out.size + this.#cooling.length;
  }

  #nextFree(): number {
    const [oldest = NEVER] = this.#out.values();
    return Math.min(this.#cooling[0] ?? NEVER, oldest);
  }
}
