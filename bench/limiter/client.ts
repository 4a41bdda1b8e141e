/** One contestant in a process of its own: its first call finds everything cold. */
import { CONTESTANTS } from './contestants.ts';

const [name = '', url = '', calls = ''] = process.argv.slice(2);
const CALLERS = 10;

const get = CONTESTANTS[name]?.();
if (!get) throw new Error(`No contestant is called ${name}`);

let left = Number(calls);
const call = async (): Promise<void> => {
  while (left > 0) {
    left -= 1;
    await (await get(url)).arrayBuffer();
  }
};
await Promise.all(Array.from({ length: CALLERS }, call));
process.exit();
