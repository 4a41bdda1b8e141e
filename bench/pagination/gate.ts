const RATE = 5;
const WINDOW = 1_000;
// The timer of the server's answer may be early by a millisecond or two.
const MARGIN = 5;

/**
 * The plainest limiter that a strict server accepts when it is known to answer so many milliseconds
 * after it counted: a permit comes back one second after the server can last have counted its call.
 */
export function gate(fetch: typeof globalThis.fetch, delay: number): typeof globalThis.fetch {
  let free = RATE;
  const waiting: (() => void)[] = [];
  const giveBack = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (input, init) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return fetch(input, init).finally(() => setTimeout(giveBack, WINDOW + MARGIN - delay));
  };
}
