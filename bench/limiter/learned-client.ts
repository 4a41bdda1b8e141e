/** One contestant in a process of its own, against a server whose limit is not configured. */
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { callFor } from './call-together.ts';
import { CONTESTANTS, LEARNING } from './contestants.ts';

const [name = '', url = '', seconds = ''] = process.argv.slice(2);

const get = name === LEARNING ? rateLimit(fetch) : CONTESTANTS[name]?.();
if (!get) throw new Error(`No contestant is called ${name}`);

await callFor(() => get(url), Number(seconds));
process.exit();
