/**
 * What limiters make of five requests a second, against a server in a process of its own that counts
 * a strict sliding second. Use = accepted / (5 × (last − first + 1 s)).
 * `pnpm --filter @kaiten-sdk/bench limiter --seconds 10` (60 when not told; 120 are 600 requests).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CONTESTANTS } from './contestants.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
if (!(Number.isInteger(seconds) && seconds > 0)) {
  throw new RangeError(`--seconds must be a whole number from 1, found ${values.seconds}`);
}
// Whole seconds' worth of calls: a part of the last second would count as waste.
const CALLS = seconds * 5;

interface Result {
  readonly scenario: Scenario;
  readonly contestant: string;
  readonly accepted: number;
  readonly refused: number;
  readonly use: number;
}

const results: Result[] = [];
for (const scenario of SCENARIOS) {
  const names = Object.keys(CONTESTANTS);
  results.push(...(await Promise.all(names.map((name) => measure(scenario, name)))));
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
for (const result of results.filter(({ contestant }) => contestant.startsWith('@'))) judge(result);

async function measure(scenario: Scenario, contestant: string): Promise<Result> {
  const server = fork(file('server.ts'), [JSON.stringify(scenario)]);
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  await once(fork(file('client.ts'), [contestant, url, String(CALLS)]), 'exit');
  server.send('report');
  const [{ accepted, refused }] = (await once(server, 'message')) as [
    { accepted: number[]; refused: number },
  ];
  const duration = (accepted.at(-1) ?? 0) - (accepted[0] ?? 0);
  const use = accepted.length / (5 * (duration / 1_000 + 1));
  return { scenario, contestant, accepted: accepted.length, refused, use };
}

function judge({ scenario, use, accepted, refused }: Result): void {
  const { least } = scenario;
  const share = refused / (accepted + refused);
  const isGood = use >= least.use && share <= (least.refused ?? 1);
  const bounds = [
    `at least ${percent(least.use)}`,
    ...(least.refused === undefined ? [] : [`at most ${percent(least.refused)} refused`]),
  ];
  console.log(
    `${isGood ? 'reached' : 'MISSED'}: ${scenario.name}: ${percent(use)}, ${percent(share)} refused (${bounds.join(', ')})`,
  );
  if (!isGood) process.exitCode = 1;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function file(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
