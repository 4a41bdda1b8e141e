/** The number of shortest round trips that are compared. */
const SAMPLES = 4;
/** Milliseconds for which any keep-alive keeps a connection open. */
const KEEP_ALIVE = 2_000;
/** Milliseconds of measurement error in a busy process. */
const JITTER = 0.5;
/**
 * Milliseconds subtracted after one measurement, half of it after two, and so on: the first calls of
 * a process are slow, and so is one of many that are sent together.
 */
const UNCERTAINTY = 20;

/**
 * Learns the shortest round trip on warm connections. The value that is subtracted from the time of a
 * response must be shorter than any future round trip: all of the shortest one if the next ones are
 * similar, and less the more they vary. Of the formulas tried with random delays, half before and
 * half after the request is counted, this one kept most of the rate with the fewest 429s.
 */
export function roundTripOf() {
  const shortest: number[] = [];
  let measurements = 0;
  let respondedAt = -Infinity;
  return {
    isWarm: (now: number) => now - respondedAt < KEEP_ALIVE,
    /** @param wasWarm Whether the connection was warm at `sent`: a new one takes longer. */
    learn(sent: number, now: number, wasWarm: boolean): void {
      respondedAt = now;
      if (!wasWarm) return;
      measurements += 1;
      shortest.push(now - sent);
      shortest.sort((a, b) => a - b).splice(SAMPLES);
    },
    /** Milliseconds that can be subtracted safely. 0 until it is known. */
    safe(): number {
      const [min = 0, , , max = Infinity] = shortest;
      const trusted = min ** 2 / (min + 2 * (max - min));
      return Math.max(0, trusted - JITTER - UNCERTAINTY / measurements) || 0;
    },
  };
}
