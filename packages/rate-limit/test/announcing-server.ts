import type { Fetch } from '@kaiten-sdk/core';
import type { VirtualTime } from './virtual-time.js';

interface Options {
  /** What it allows in any second, by when it counts. */
  readonly limit: (now: number) => number;
  /** What it says of it; nothing by default. */
  readonly announce?: (now: number) => string | undefined;
  /** Milliseconds from sending to counting, and as many from there to the response. */
  readonly delay?: () => number;
}

/** A server in memory with a strict sliding second, that refuses as Kaiten does. */
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

/** Keeps so many calls going for so many milliseconds, each repeated until it is let through. */
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
