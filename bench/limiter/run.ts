/**
 * Compares limiters at five requests per second, against a server in a separate process that counts a
 * strict sliding second. Use = accepted / (5 × (last − first + 1 s)): for ours the median of five
 * runs, for the others one run each. On a busy machine each millisecond of timer delay costs 0.1 % of
 * use.
 * `pnpm --filter @kaiten-sdk/bench run limiter --seconds 10` (default: 60; 120 make 600 requests).
 */
import { median } from '../median.ts';
import { CONTESTANTS, OURS } from './contestants.ts';
import { callsFromArguments, judge, type Measurement, measure, percent } from './measurement.ts';
import { SCENARIOS } from './scenarios.ts';

/** With random delays, runs of a minute differ by one percent. */
const RUNS = 5;

const calls = callsFromArguments();
const others = Object.keys(CONTESTANTS).filter((name) => name !== OURS);

for (const scenario of SCENARIOS) {
  const run = (contestant: string) => measure(scenario, (url) => [{ contestant, url, calls }]);
  const [theirs, ours] = await Promise.all([
    Promise.all(others.map(run)),
    Promise.all(Array.from({ length: RUNS }, () => run(OURS))),
  ]);
  const rows = [
    [OURS, summaryOf(ours)] as const,
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
  judge(scenario, summaryOf(ours));
}

/** The median use, and the total of accepted and refused requests. */
function summaryOf(runs: readonly Measurement[]): Measurement {
  const sum = (count: (run: Measurement) => number) =>
    runs.reduce((total, run) => total + count(run), 0);
  return {
    use: median(runs.map(({ use }) => use)),
    accepted: sum(({ accepted }) => accepted),
    refused: sum(({ refused }) => refused),
  };
}
