import { rateLimit } from '@kaiten-sdk/rate-limit';
import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';

type Get = (url: string) => Promise<Response>;

const LIMIT = 5;
const WINDOW = 1_000;

export const OURS = '@kaiten-sdk/rate-limit';
/** Our limiter with its defaults, so that it has to learn the limit. */
export const LEARNING = `${OURS}, limit: 'auto'`;
/** Our limiter with a limit that it shares with other processes. */
export const OVER_REDIS = `${OURS}/redis`;

/** Each configured for five requests per second, as its documentation recommends. */
export const CONTESTANTS: Readonly<Record<string, () => Get>> = {
  [OURS]: () => rateLimit(fetch, { limit: LIMIT, window: WINDOW }),
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
