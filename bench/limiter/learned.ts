/**
 * Compares limiters against servers whose limit is not configured: one that allows 50 requests per
 * second, one that allows 3, and one that announces more than it allows. The others cannot learn a
 * limit: they are configured for the five per second that Kaiten documents. Refused requests are not
 * retried. Each run has a separate server. Of ours the worst of three runs counts. A busy machine
 * lowers `use`: at 50 per second, timers that are more than 5 ms late cost part of it.
 * `pnpm --filter @kaiten-sdk/bench run limiter:learned --seconds 20` (default: 60).
 */
import { CONTESTANTS, LEARNING } from './contestants.ts';
import { type Counts, countsOf, percent, secondsFromArguments } from './measurement.ts';
import { LEARNED_SCENARIOS, type LearnedScenario } from './scenarios.ts';

const RUNS = 3;
const seconds = secondsFromArguments();

for (const scenario of LEARNED_SCENARIOS) {
  const run = async (contestant: string) =>
    useOf(scenario, await countsOf(scenario, (url) => [{ contestant, url, seconds }]));
  const others = Object.keys(CONTESTANTS);
  // Ours first, so that the others do not compete with them for the processor.
  const ours = await Promise.all(Array.from({ length: RUNS }, () => run(LEARNING)));
  const theirs = await Promise.all(others.map(run));
  const rows = [
    ...ours.map((use, index) => [`${LEARNING} (${index + 1})`, use] as const),
    ...theirs.map((use, index) => [others[index] as string, use] as const),
  ];
  console.log(scenario.name);
  console.table(
    Object.fromEntries(
      rows.map(([name, { useOfFirstSecond, use, refused, accepted }]) => [
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

/** The used shares of what the server allows: until one second after its first response, and later. */
function useOf(
  { limit, after: [soonest] = [0, 0] }: LearnedScenario,
  { accepted, refused }: Counts,
) {
  const begin = (accepted[0] ?? 0) + soonest + 1_000;
  const seconds = Math.floor(((accepted.at(-1) ?? 0) - begin) / 1_000);
  const isLater = (at: number) => at > begin && at <= begin + seconds * 1_000;
  return {
    useOfFirstSecond: Math.min(1, accepted.filter((at) => at <= begin).length / limit),
    use: accepted.filter(isLater).length / (limit * seconds),
    accepted: accepted.length,
    refused,
  };
}
