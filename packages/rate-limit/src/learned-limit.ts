import type { Rule } from './store.js';

/** What is left of the requests that were in use when one was refused. */
export const DECREASE = 0.75;
/** Windows until the limit rises by one after the first 429. */
export const FIRST_STEP = 2;
/** How many times longer a step becomes whenever the risen limit meets another 429. */
export const STEP_GROWTH = 4;
/** Windows. */
export const LONGEST_STEP = 512;
/** Windows for which a 429 is remembered: longer than any step, which would begin anew otherwise. */
export const MEMORY = 1_024;

/**
 * The limit of one key under `limit: 'auto'`. What the server announces holds at once, and what it
 * refuses has the last word: a 429 takes a quarter off what was in use, as TCP does after a loss. That
 * is no more than the server allows and what was on its way, for bursts are spread (`bucket.ts`), so
 * that a quarter finds the true limit in few refusals, however wrong the announcement is, and one
 * refusal by chance costs little. From there it rises by one a step. When a risen limit meets a 429,
 * the one before it was right: it goes back by that one, not by half, and the next step takes four
 * times as long. So a server that allows 3 is used at 3, and a fourth request is tried after 2, 8, 32,
 * 128 and from then on every 512 seconds.
 *
 * Two kinds of 429 teach nothing: that of a request which the limit of now would not have let through
 * (it was sent before the limit was lowered), and that of a request which was alone in its window. The
 * one request that goes ahead after a pause does not count either: no rate helps against a server that
 * refuses everything.
 *
 * `redis/learned-limit-script.ts` does the same in Redis.
 */
export function learnedLimit() {
  let announced: number | undefined;
  let ceiling = Infinity;
  // Long ago, and finite, so that it can be reckoned with.
  let refusedAt = -1e15;
  let rememberedUntil = 0;
  let step = 1;

  const stepsBy = (now: number) => Math.floor((now - refusedAt) / step);
  const limitAt = (now: number, { limit, maxLimit }: Rule): number =>
    maxLimit ? Math.min(announced ?? limit, ceiling + stepsBy(now)) : limit;

  return {
    limitAt,
    /** When the last 429 is forgotten. */
    rememberedUntil: () => rememberedUntil,
    /** @param held How many permits are taken: no more than so many were counted by the server. */
    learn(now: number, rule: Rule, held: number, told = announced, refused = Infinity): void {
      announced = told;
      const limit = limitAt(now, rule);
      if (now - refused < refusedAt || held > limit || held < 2) return;
      const steps = stepsBy(now);
      // Not where it had come back to what is announced.
      const isRising = steps && ceiling + steps === limit;
      ceiling = isRising ? limit - 1 : Math.floor(held * DECREASE);
      if (rememberedUntil <= now) step = FIRST_STEP * rule.window;
      else if (steps) step = Math.min(step * STEP_GROWTH, LONGEST_STEP * rule.window);
      refusedAt = now;
      rememberedUntil = now + MEMORY * rule.window;
    },
  };
}
