import { rateLimit } from '@kaiten-sdk/rate-limit';
import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';

type Get = (url: string) => Promise<Response>;

const LIMIT = 5;
const WINDOW = 1_000;

/** Our limiter with its defaults, so that it has to learn the limit. */
export const LEARNING = "@kaiten-sdk/rate-limit, limit: 'auto'";

/** Each as its documentation sets up five requests a second. */
export const CONTESTANTS: Readonly<Record<string, () => Get>> = {
  '@kaiten-sdk/rate-limit': () => rateLimit(fetch, { limit: LIMIT, window: WINDOW }),
  'Bottleneck (reservoir)': () => {
    const limiter = new Bottleneck({
      reservoir: LIMIT,
      reservoirRefreshAmount: LIMIT,
      reservoirRefreshInterval: WINDOW,
    });
    return (url) => limiter.schedule(() => fetch(url));
  },
  'p-throttle': () => pThrottle({ limit: LIMIT, interval: WINDOW })((url: string) => fetch(url)),
  'p-queue': () => {
    const queue = new PQueue({ intervalCap: LIMIT, interval: WINDOW });
    return (url) => queue.add(() => fetch(url));
  },
};
