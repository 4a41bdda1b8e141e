import { resetOf, retryAfterOf } from './headers.js';

const MOST_DOUBLINGS = 3;

/**
 * Milliseconds to pause after a 429: what it says, else one window, doubled for every 429 that the
 * pause before led to, up to eight windows.
 *
 * @param refusals How many pauses in a row ended in a 429, from 1.
 */
export function pauseOf(
  headers: Headers,
  { window, wall, refusals }: { window: number; wall: number; refusals: number },
): number {
  const told = retryAfterOf(headers, wall) ?? untilReset(headers, wall, window);
  // "Now" from a server that has just refused says nothing.
  if (told !== undefined && told > 0) return told;
  return window * 2 ** Math.min(refusals - 1, MOST_DOUBLINGS);
}

function untilReset(headers: Headers, wall: number, window: number): number | undefined {
  const reset = resetOf(headers, wall);
  if (!reset) return undefined;
  // One window is enough unless the server surely says more: the rest is its rounding.
  const mayBeRounding = reset.isRounded && reset.wait < window + 1_000;
  return mayBeRounding ? Math.min(reset.wait, window) : reset.wait;
}
