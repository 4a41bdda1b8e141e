import type { Fetch } from '@kaiten-sdk/core';
import type { VirtualTime } from './virtual-time.js';

export interface Exchange {
  readonly url: string;
  /** Milliseconds of virtual time. */
  readonly sent: number;
}

/** Milliseconds from sending to counting, and from counting to the response. */
export interface Delays {
  readonly before: number;
  readonly after: number;
}

interface Options {
  readonly limit?: number;
  readonly delays?: (url: string) => Delays;
  /** Returns a response that does not depend on the limit. */
  readonly answer?: (exchange: Exchange) => Response | undefined;
}

/** A server in memory that counts a strict sliding second. */
export function virtualServer(time: VirtualTime, options: Options = {}) {
  const { limit = 5, delays = () => ({ before: 0, after: 0 }), answer } = options;
  const exchanges: Exchange[] = [];
  const counted: number[] = [];
  let refused = 0;

  const fetch: Fetch = async (input) => {
    const exchange = { url: String(input), sent: time.monotonic() };
    exchanges.push(exchange);
    const { before, after } = delays(exchange.url);
    if (before > 0) await time.sleep(before);
    const now = time.monotonic();
    const isAllowed = counted.slice(-limit).filter((at) => at > now - 1_000).length < limit;
    if (isAllowed) counted.push(now);
    else refused += 1;
    if (after > 0) await time.sleep(after);
    return answer?.(exchange) ?? new Response(null, { status: isAllowed ? 200 : 429 });
  };
  return {
    fetch,
    exchanges,
    counted,
    get refused() {
      return refused;
    },
  };
}
