/** One contestant in a process of its own: its first call finds everything cold. */
import { CONTESTANTS } from './contestants.ts';

const [name = '', url = '', seconds = ''] = process.argv.slice(2);
const CALLERS = 10;

const get = CONTESTANTS[name]?.();
if (!get) throw new Error(`No contestant is called ${name}`);

const end = performance.now() + Number(seconds) * 1_000;
const call = async (): Promise<void> => {
  while (performance.now() < end) await (await get(url)).arrayBuffer();
};
await Promise.all(Array.from({ length: CALLERS }, call));
process.exit();
