/**
 * A list of cards that counts each call on arrival, rejects more than five in any sliding second,
 * and responds after a delay. Runs as a separate process: `node strict-server.ts ROWS DELAY`.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [rows, delay] = process.argv.slice(2).map(Number) as [number, number];
const WINDOW = 1_000;
const RATE = 5;
let counted: number[] = [];
let calls = 0;
let refused = 0;

const server = createServer((request, response) => {
  const url = new URL(`http://server${request.url}`);
  if (url.pathname === '/stats') {
    response.end(JSON.stringify({ calls, refused }));
    [calls, refused, counted] = [0, 0, []];
    return;
  }
  const now = performance.now();
  counted = counted.filter((then) => now - then < WINDOW);
  const isRefused = counted.length >= RATE;
  calls += 1;
  if (isRefused) refused += 1;
  else counted.push(now);
  const offset = Number(url.searchParams.get('offset'));
  const limit = Number(url.searchParams.get('limit'));
  const length = Math.max(0, Math.min(limit, rows - offset));
  const page = Array.from({ length }, (_, index) => ({ id: offset + index, title: 'A card' }));
  setTimeout(() => {
    response.statusCode = isRefused ? 429 : 200;
    response.end(JSON.stringify(isRefused ? [] : page));
  }, delay);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
