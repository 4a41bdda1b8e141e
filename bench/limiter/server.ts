/** The strict server in a separate process. It replies to any message with its counts, and ends. */
import { type StrictServer, strictServer } from '../../packages/rate-limit/test/strict-server.ts';
import type { Server } from './scenarios.ts';

const scenario = JSON.parse(process.argv[2] ?? '{}') as Server;
const server: StrictServer = await strictServer({
  ...(scenario.limit && { limit: scenario.limit }),
  headers,
  before: () => between(scenario.before),
  after: () => between(scenario.after),
});

process.send?.({ url: server.url });
process.on('message', () => {
  process.send?.({ accepted: server.accepted, refused: server.refused });
  process.disconnect();
  void server[Symbol.asyncDispose]();
});

/** The headers that Kaiten sends, if the scenario has them. */
function headers(status: number, left: number): Record<string, string> {
  return {
    ...(status === 429 && { 'retry-after': '1' }),
    ...(scenario.announce && {
      'x-ratelimit-limit': String(scenario.announce),
      'x-ratelimit-remaining': String(left),
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1_000)),
    }),
  };
}

function between([least, most]: readonly [number, number] = [0, 0]): number {
  return least + Math.random() * (most - least);
}
