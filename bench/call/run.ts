/**
 * What a call costs before and after the network: microseconds of each client with a stubbed
 * `fetch`, and how many times the generated client's that is. Medians of interleaved rounds.
 * `pnpm --filter @kaiten-sdk/bench call`
 */
import { median } from '../median.ts';
import { type Contestant, contestants } from './contestants.ts';

const ROUNDS = 31;
const CALLS = 400;
const LIMIT = 1.6;

for (const kind of ['get', 'patch'] as const) {
  const rounds: Record<string, number>[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const times = await measured(kind);
    // The first rounds are for the compiler.
    if (round >= 0) rounds.push(times);
  }
  console.log(`\n${kind.toUpperCase()}, ${ROUNDS} rounds of ${CALLS} calls`);
  for (const { name } of contestants) {
    const time = median(rounds.map((round) => round[name] ?? Number.NaN));
    const ratio = ratioOf(rounds, name, 'generated client');
    console.log(`${name.padEnd(18)} ${time.toFixed(1).padStart(6)} µs  ${ratio.toFixed(2)}×`);
  }
  tell(
    'kaiten-sdk over the generated client',
    ratioOf(rounds, 'kaiten-sdk', 'generated client'),
    LIMIT,
  );
  tell(
    'transport over the generated client',
    ratioOf(rounds, 'transport', 'generated client'),
    LIMIT,
  );
  tell('kaiten-sdk over ky', ratioOf(rounds, 'kaiten-sdk', 'ky'), 1);
}

async function measured(kind: 'get' | 'patch'): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (const contestant of contestants) times[contestant.name] = await timeOf(contestant[kind]);
  return times;
}

async function timeOf(call: Contestant['get']): Promise<number> {
  const start = performance.now();
  for (let count = 0; count < CALLS; count += 1) await call();
  return ((performance.now() - start) / CALLS) * 1000;
}

function ratioOf(rounds: readonly Record<string, number>[], name: string, base: string): number {
  return median(rounds.map((round) => (round[name] ?? Number.NaN) / (round[base] ?? Number.NaN)));
}

function tell(what: string, ratio: number, limit: number): void {
  console.log(`${what}: ${ratio.toFixed(2)}× (${ratio <= limit ? 'within' : 'OVER'} ${limit}×)`);
}
