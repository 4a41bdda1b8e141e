/**
 * Compares limiters against servers whose limit is not configured: one that allows 50 requests a second,
 * one that allows 3, and one that announces more than it allows. The others cannot learn a limit: they
 * are set up for the five a second that Kaiten documents. Refused requests are not retried.
 * Each run has a server of its own; of ours the worst of three counts. A busy machine shows in `use`:
 * at 50 a second, timers that are more than 5 ms late cost part of it.
 * `pnpm --filter @kaiten-sdk/bench limiter:learned --seconds 20` (default: 60).
 */
import { CONTESTANTS, LEARNING } from './contestants.ts';
import { type LearnedUse, learnedUseOf } from './learned-use.ts';
import { countsOf, forkHere, percent, secondsFromArguments } from './measurement.ts';
import { LEARNED_SCENARIOS } from './scenarios.ts';

const RUNS = 3;
const seconds = secondsFromArguments();

for (const scenario of LEARNED_SCENARIOS) {
  const run = async (contestant: string) => {
    const clients = (url: string) => [
      forkHere('learned-client.ts', [contestant, url, String(seconds)]),
    ];
    return learnedUseOf(scenario, await countsOf(scenario, clients));
  };
  const others = Object.keys(CONTESTANTS);
  // Ours alone, so that they do not take the processor from each other more than they must.
  const ours = await Promise.all(Array.from({ length: RUNS }, () => run(LEARNING)));
  const theirs = await Promise.all(others.map(run));
  const rows: [string, LearnedUse | undefined][] = [
    ...ours.map((use, index): [string, LearnedUse] => [`${LEARNING} (${index + 1})`, use]),
    ...others.map((name, index): [string, LearnedUse | undefined] => [name, theirs[index]]),
  ];
  console.log(scenario.name);
  console.table(
    Object.fromEntries(
      rows.map(([name, { useOfFirstSecond = 0, use = 0, refused = 0, accepted = 0 } = {}]) => [
        name,
        { 'first second': percent(useOfFirstSecond), use: percent(use), accepted, refused },
      ]),
    ),
  );
  const { least, most } = scenario;
  const worst = {
    useOfFirstSecond: Math.min(...ours.map(({ useOfFirstSecond }) => useOfFirstSecond)),
    use: Math.min(...ours.map(({ use }) => use)),
    refused: Math.max(...ours.map(({ refused }) => refused)),
  };
  const isGood =
    worst.useOfFirstSecond >= least.useOfFirstSecond &&
    worst.use >= least.use &&
    worst.refused <= most.refused;
  console.log(
    `${isGood ? 'reached' : 'MISSED'}: ${scenario.name}: ${percent(worst.useOfFirstSecond)} of the first second (at least ${percent(least.useOfFirstSecond)}), ${percent(worst.use)} after it (at least ${percent(least.use)}), ${worst.refused} refused (at most ${most.refused})`,
  );
  if (!isGood) process.exitCode = 1;
}
