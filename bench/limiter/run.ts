/**
 * What limiters make of five requests a second, against a server in a process of its own that counts
 * a strict sliding second. Use = accepted / (5 × (last − first + 1 s)).
 * On a busy machine every millisecond that a timer is late costs 0.1 % of use.
 * `pnpm --filter @kaiten-sdk/bench limiter --seconds 10` (60 when not told; 120 are 600 requests).
 */
import { CONTESTANTS } from './contestants.ts';
import { callsFromArguments, forkHere, judge, measure, percent } from './measurement.ts';
import { SCENARIOS } from './scenarios.ts';

const calls = String(callsFromArguments());
const names = Object.keys(CONTESTANTS);

const results = [];
for (const scenario of SCENARIOS) {
  const measured = names.map(async (contestant) => {
    const clients = (url: string) => [forkHere('client.ts', [contestant, url, calls])];
    return { scenario, contestant, ...(await measure(scenario, clients)) };
  });
  results.push(...(await Promise.all(measured)));
}

console.table(
  results.map(({ scenario, contestant, accepted, refused, use }) => ({
    scenario: scenario.name,
    contestant,
    use: percent(use),
    accepted,
    refused,
  })),
);
for (const result of results) {
  if (result.contestant.startsWith('@')) judge(result.scenario, result);
}
