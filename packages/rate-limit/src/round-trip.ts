/** How many of the shortest round trips must agree. */
const KEPT = 4;
/** Milliseconds for which every keep-alive holds a connection open. */
const STAYS_WARM = 2_000;
/** Milliseconds by which a busy process measures wrongly. */
const JITTER = 0.5;
/**
 * Milliseconds of doubt after one measurement, half of it after two, and so on: the first calls of a
 * process are slow, and so is one of many that are sent together.
 */
const DOUBT = 20;

/**
 * Learns the shortest round trip of warm connections. What is subtracted from the time of an answer
 * must be shorter than any round trip to come: all of the shortest one where the next ones are as
 * short, and ever less of it the more they vary. Of what was tried on random delays, half of them
 * before and half after the request is counted, this kept most of the rate and met fewest 429s.
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
      const trusted = least ** 2 / (least + 2 * (last - least));
      return Math.max(0, trusted - JITTER - DOUBT / learned) || 0;
    },
  };
}
