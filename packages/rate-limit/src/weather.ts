import { pauseOf } from './pause.js';

/** What the 429s of a key have led to. After a pause one call goes ahead, and the rest if it gets through. */
export class Weather {
  /** When the pause ends, by the clock that never jumps. */
  pausedUntil = 0;
  /** 429s in all. */
  refused = 0;
  readonly #window: number;
  readonly #longest: number;
  readonly #cap: number;
  /** Calls sent before it tell nothing new. */
  #pausedAt = Number.NEGATIVE_INFINITY;
  /** Pauses in a row that ended in a 429. */
  #refusals = 0;
  #scoutUntil = 0;

  constructor(window: number, longest: number, cap: number) {
    this.#window = window;
    this.#longest = longest;
    this.#cap = cap;
  }

  /** Until when nothing may be sent. */
  get blockedUntil(): number {
    return Math.max(this.pausedUntil, this.#scoutUntil);
  }

  onSent(now: number): void {
    // It holds the others back no longer than a hanging call holds a permit.
    if (this.#refusals > 0) this.#scoutUntil = now + this.#cap;
  }

  onEnded(sent: number): void {
    if (sent >= this.#pausedAt) this.#scoutUntil = 0;
  }

  onAccepted(sent: number): void {
    if (sent >= this.#pausedAt) this.#refusals = 0;
  }

  /** Returns whether the pause ends later than it would have. */
  onRefused(headers: Headers, sent: number, now: number, wall: number): boolean {
    this.refused += 1;
    const isNews = sent >= this.#pausedAt;
    this.#refusals = Math.max(1, this.#refusals + (isNews ? 1 : 0));
    const pause = pauseOf(headers, { window: this.#window, wall, refusals: this.#refusals });
    const until = now + Math.min(pause, this.#longest);
    if (until <= this.pausedUntil) return false;
    this.pausedUntil = until;
    this.#pausedAt = now;
    return true;
  }
}
