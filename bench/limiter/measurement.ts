import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Scenario, Server } from './scenarios.ts';

const LIMIT = 5;

export interface Measurement {
  readonly accepted: number;
  readonly refused: number;
  readonly use: number;
}

/** Calls of `--seconds`: whole seconds' worth, for a part of the last one would count as waste. */
export function callsFromArguments(): number {
  return secondsFromArguments() * LIMIT;
}

export function secondsFromArguments(): number {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
  const seconds = Number(values.seconds);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new RangeError(`--seconds must be a whole number from 1, found ${values.seconds}`);
}

export interface Counts {
  /** Milliseconds, in order. */
  readonly accepted: readonly number[];
  readonly refused: number;
}

export async function measure(
  scenario: Scenario,
  clientsOf: (url: string) => ChildProcess[],
): Promise<Measurement> {
  const { accepted, refused } = await countsOf(scenario, clientsOf);
  const duration = (accepted.at(-1) ?? 0) - (accepted[0] ?? 0);
  const use = accepted.length / (LIMIT * (duration / 1_000 + 1));
  return { accepted: accepted.length, refused, use };
}

/** What a strict server in a process of its own counts, while clients run to their ends. */
export async function countsOf(
  scenario: Server,
  clientsOf: (url: string) => ChildProcess[],
): Promise<Counts> {
  const server = forkHere('server.ts', [JSON.stringify(scenario)]);
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  await Promise.all(clientsOf(url).map((client) => once(client, 'exit')));
  server.send('report');
  const [counts] = (await once(server, 'message')) as [Counts];
  return counts;
}

/** Says whether a measurement is what it must be, and ends the process in failure where not. */
export function judge({ name, least }: Scenario, { use, accepted, refused }: Measurement): void {
  const share = refused / (accepted + refused);
  const isGood = use >= least.use && share <= (least.refused ?? 1);
  const bounds = [
    `at least ${percent(least.use)}`,
    ...(least.refused === undefined ? [] : [`at most ${percent(least.refused)} refused`]),
  ];
  console.log(
    `${isGood ? 'reached' : 'MISSED'}: ${name}: ${percent(use)}, ${percent(share)} refused (${bounds.join(', ')})`,
  );
  if (!isGood) process.exitCode = 1;
}

export function forkHere(file: string, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
