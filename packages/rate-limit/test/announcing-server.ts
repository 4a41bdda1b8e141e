import type { Fetch } from '@kaiten-sdk/core';
import type { VirtualTime } from './virtual-time.js';

interface Options {
  /** Requests that it allows in any second, by the time when it counts. */
  readonly limit: (now: number) => number;
  /** The value of `X-RateLimit-Limit`. @default no header */
  readonly announce?: (now: number) => string | undefined;
  /** Milliseconds from sending to counting, and from counting to the response. */
  readonly delay?: () => number;
}

/** A server in memory with a strict sliding second that returns 429 as Kaiten does. */
export function announcingServer(time: VirtualTime, options: Options) {
  const { limit, announce = () => undefined, delay = () => 0 } = options;
  const accepted: number[] = [];
  const refused: number[] = [];

  const fetch: Fetch = async () => {
    const ms = delay();
    if (ms) await time.sleep(ms);
    const now = time.monotonic();
    const isAllowed = accepted.filter((at) => at > now - 1_000).length < limit(now);
    (isAllowed ? accepted : refused).push(now);
    const announced = announce(now);
    const headers = {
      ...(announced !== undefined && { 'x-ratelimit-limit': announced }),
      ...(!isAllowed && { 'retry-after': '1', 'content-type': 'text/html' }),
    };
    if (ms) await time.sleep(ms);
    const text = 'Too many requests, please try again later.';
    return isAllowed
      ? new Response('{}', { headers })
      : new Response(text, { status: 429, headers });
  };
  return { fetch, accepted, refused };
}

/** Makes calls with a number of callers until a time, and retries each 429. */
export async function keepCalling(
  time: VirtualTime,
  fetch: Fetch,
  { callers, until }: { callers: number; until: number },
): Promise<void> {
  const call = async (): Promise<void> => {
    let attempt = 1;
    while (time.monotonic() < until) {
      const { status } = await fetch('http://x/', { call: { attempt } });
      attempt = status === 429 ? attempt + 1 : 1;
    }
  };
  const calls = Promise.all(Array.from({ length: callers }, call));
  await time.pass();
  await calls;
}
