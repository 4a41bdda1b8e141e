/** The strict server in a process of its own. Its parent sends anything to hear what it counted. */
import { type StrictServer, strictServer } from '../../packages/rate-limit/test/strict-server.ts';
import type { Scenario } from './scenarios.ts';

const scenario = JSON.parse(process.argv[2] ?? '{}') as Scenario;
const server: StrictServer = await strictServer({
  before: () => between(scenario.before),
  after: () => between(scenario.after),
});

process.send?.({ url: server.url });
process.on('message', () => {
  process.send?.({ accepted: server.accepted, refused: server.refused });
  process.disconnect();
  void server[Symbol.asyncDispose]();
});

function between([least, most]: readonly [number, number] = [0, 0]): number {
  return least + Math.random() * (most - least);
}
