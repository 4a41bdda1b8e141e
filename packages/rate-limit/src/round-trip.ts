/** How many of the shortest round trips must agree. */
const KEPT = 4;
/** Milliseconds for which every keep-alive holds a connection open. */
const STAYS_WARM = 2_000;

/**
 * Learns the shortest round trip of warm connections. What is subtracted from the time of an answer
 * must be shorter than any round trip to come, so the spread of the shortest ones is taken off: it is
 * nothing where all take the same time, and keeps a lucky guess out where they vary.
 */
export class RoundTrip {
  readonly #shortest: number[] = [];
  #answeredAt = Number.NEGATIVE_INFINITY;

  /** Milliseconds that may be subtracted; 0 until it is known. */
  get safe(): number {
    const [least = 0] = this.#shortest;
    const highest = this.#shortest[KEPT - 1] ?? Number.POSITIVE_INFINITY;
    return Math.max(0, 2 * least - highest);
  }

  isWarm(now: number): boolean {
    return now - this.#answeredAt < STAYS_WARM;
  }

  /** @param wasWarm What `isWarm` said when it was sent: a new connection takes longer. */
  learn(duration: number, wasWarm: boolean, now: number): void {
    if (wasWarm) this.#add(duration);
    this.#answeredAt = now;
  }

  #add(duration: number): void {
    const index = this.#shortest.findIndex((known) => duration < known);
    this.#shortest.splice(index < 0 ? KEPT : index, 0, duration);
    this.#shortest.length = Math.min(this.#shortest.length, KEPT);
  }
}
