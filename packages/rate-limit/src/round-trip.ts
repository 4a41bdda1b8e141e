/** How many of the shortest round trips must agree. */
const KEPT = 4;
/** Milliseconds for which every keep-alive holds a connection open. */
const STAYS_WARM = 2_000;
/** Milliseconds by which a busy process measures wrongly. */
const JITTER = 1;
/**
 * Milliseconds of doubt after one measurement, half of it after two, and so on: the first calls of a
 * process are slow, and so is one of many that are sent together.
 */
const DOUBT = 50;

/**
 * Learns the shortest round trip of warm connections. What is subtracted from the time of an answer
 * must be shorter than any round trip to come, so the spread of the shortest ones is taken off: it is
 * nothing where all take the same time, and keeps a lucky guess out where they vary.
 */
export function roundTripOf() {
  const shortest: number[] = [];
  let learned = 0;
  let answeredAt = -Infinity;
  return {
    isWarm: (now: number) => now - answeredAt < STAYS_WARM,
    /** @param wasWarm Whether it was when the call was sent: a new connection takes longer. */
    learn(sent: number, now: number, wasWarm: boolean): void {
      answeredAt = now;
      if (!wasWarm) return;
      learned += 1;
      shortest.push(now - sent);
      shortest.sort((a, b) => a - b).splice(KEPT);
    },
    /** Milliseconds that may be subtracted; 0 until it is known. */
    safe(): number {
      const [least = 0, , , last = Infinity] = shortest;
      return Math.max(0, least - (last - least) - JITTER - DOUBT / learned);
    },
  };
}
