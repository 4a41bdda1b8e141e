/**
 * What limiters make of five requests a second, against a server in a process of its own that counts
 * a strict sliding second. Use = accepted / (5 × (last − first + 1 s)); of ours the median of five
 * runs, beside one of each other.
 * On a busy machine every millisecond that a timer is late costs 0.1 % of use.
 * `pnpm --filter @kaiten-sdk/bench limiter --seconds 10` (60 when not told; 120 are 600 requests).
 */

import { median } from '../median.ts';
import { CONTESTANTS } from './contestants.ts';
import {
  callsFromArguments,
  forkHere,
  judge,
  type Measurement,
  measure,
  percent,
} from './measurement.ts';
import { SCENARIOS } from './scenarios.ts';

const OURS = '@kaiten-sdk/rate-limit';
/** Random delays alone make runs of a minute differ by a percent. */
const RUNS = 5;

const calls = String(callsFromArguments());
const others = Object.keys(CONTESTANTS).filter((name) => name !== OURS);

for (const scenario of SCENARIOS) {
  const run = (contestant: string) =>
    measure(scenario, (url) => [forkHere('client.ts', [contestant, url, calls])]);
  const [theirs, ours] = await Promise.all([
    Promise.all(others.map(run)),
    Promise.all(Array.from({ length: RUNS }, () => run(OURS))),
  ]);
  const rows = [
    [OURS, together(ours)] as const,
    ...others.map((name, i) => [name, theirs[i]] as const),
  ];
  console.log(scenario.name);
  console.table(
    Object.fromEntries(
      rows.map(([name, { accepted = 0, refused = 0, use = 0 } = {}]) => [
        name,
        { use: percent(use), accepted, refused },
      ]),
    ),
  );
  console.log(`runs of ours: ${ours.map(({ use }) => percent(use)).join(', ')}`);
  judge(scenario, together(ours));
}

/** The median use, and all that was accepted and refused. */
function together(runs: readonly Measurement[]): Measurement {
  const sum = (count: (run: Measurement) => number) =>
    runs.reduce((total, run) => total + count(run), 0);
  return {
    use: median(runs.map(({ use }) => use)),
    accepted: sum(({ accepted }) => accepted),
    refused: sum(({ refused }) => refused),
  };
}
