import type { RateLimitRule } from './store.js';

/** The factor by which a 429 lowers the number of requests in use. */
export const DECREASE = 0.75;
/** Windows until the limit rises by one after the first 429. */
export const FIRST_STEP = 2;
/** The factor by which a step grows each time the raised limit leads to another 429. */
export const STEP_GROWTH = 4;
/** Windows. */
export const LONGEST_STEP = 512;
/** Windows for which a 429 is remembered. Longer than any step: a forgotten one starts over. */
export const MEMORY = 1_024;

/**
 * The limit of one key with `limit: 'auto'`. An announced limit applies at once, but a 429 has the
 * last word: it lowers the limit to three quarters of what was in use, as TCP does after a loss.
 * Bursts are spread (`memory-store.ts`), so what was in use is the server's limit and the requests in
 * flight. Three quarters of it reach the true limit after a few 429s even if the announcement is
 * wrong, and an accidental 429 costs little.
 *
 * From there the limit rises by one per step. If the raised limit leads to a 429, the previous one was
 * right: the limit drops by one, not by a quarter, and the next step takes four times as long. A
 * server that allows 3 is used at 3, and a fourth request is tried after 2, 8, 32, 128 and from then
 * on every 512 seconds.
 *
 * Some 429s are ignored: that of a request which the current limit would not have allowed (it was
 * sent before the limit was lowered), that of the only request in its window, and that of the single
 * request after a pause. No rate helps with a server that refuses everything.
 *
 * `redis/scripts.ts` implements the same in Lua.
 */
export function learnedLimit() {
  let announced: number | undefined;
  let ceiling = Infinity;
  // Long ago, but finite, so that arithmetic works.
  let refusedAt = -1e15;
  let rememberedUntil = 0;
  let step = 1;

  const stepsBy = (now: number) => Math.floor((now - refusedAt) / step);
  const limitAt = (now: number, { limit, maxLimit }: RateLimitRule): number =>
    maxLimit ? Math.min(announced ?? limit, ceiling + stepsBy(now)) : limit;

  return {
    limitAt,
    /** When the last 429 is forgotten. */
    rememberedUntil: () => rememberedUntil,
    /**
     * @param used The number of permits in use: the server counted at most as many requests.
     * @param header The limit that the response announces.
     * @param refused Milliseconds since a request was sent that got a 429.
     */
    learn(
      now: number,
      rule: RateLimitRule,
      used: number,
      header = announced,
      refused = Infinity,
    ): void {
      announced = header;
      const limit = limitAt(now, rule);
      if (now - refused < refusedAt || used > limit || used < 2) return;
      const steps = stepsBy(now);
      // False if the limit had already returned to the announced one.
      const isRising = steps && ceiling + steps === limit;
      ceiling = isRising ? limit - 1 : Math.floor(used * DECREASE);
      if (rememberedUntil <= now) step = FIRST_STEP * rule.window;
      else if (steps) step = Math.min(step * STEP_GROWTH, LONGEST_STEP * rule.window);
      refusedAt = now;
      rememberedUntil = now + MEMORY * rule.window;
    },
  };
}
