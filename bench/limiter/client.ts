/** One contestant in a process of its own: its first call finds everything cold. */
import { callTogether } from './call-together.ts';
import { CONTESTANTS } from './contestants.ts';

const [name = '', url = '', calls = ''] = process.argv.slice(2);

const get = CONTESTANTS[name]?.();
if (!get) throw new Error(`No contestant is called ${name}`);

await callTogether(() => get(url), Number(calls));
process.exit();
