import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Scenario, Server } from './scenarios.ts';

const LIMIT = 5;

export interface Measurement {
  readonly accepted: number;
  readonly refused: number;
  /** The used share of what the server allows. */
  readonly use: number;
}

export interface Counts {
  /** Milliseconds, in ascending order. */
  readonly accepted: readonly number[];
  readonly refused: number;
}

/** The task of one client process. */
export type ClientTask = {
  readonly contestant: string;
  readonly url: string;
  readonly redisPort?: number;
} & ({ readonly calls: number } | { readonly seconds: number });

/** The calls of `--seconds` complete seconds: part of a second would lower the measured use. */
export function callsFromArguments(): number {
  return secondsFromArguments() * LIMIT;
}

export function secondsFromArguments(): number {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
  const seconds = Number(values.seconds);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new RangeError(`--seconds must be a whole number from 1, found ${values.seconds}`);
}

export async function measure(
  scenario: Scenario,
  tasksOf: (url: string) => ClientTask[],
): Promise<Measurement> {
  const { accepted, refused } = await countsOf(scenario, tasksOf);
  const duration = (accepted.at(-1) ?? 0) - (accepted[0] ?? 0);
  const use = accepted.length / (LIMIT * (duration / 1_000 + 1));
  return { accepted: accepted.length, refused, use };
}

/** The requests that a strict server counts, in a separate process, until all clients exit. */
export async function countsOf(
  scenario: Server,
  tasksOf: (url: string) => ClientTask[],
): Promise<Counts> {
  const server = forkHere('server.ts', scenario);
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const clients = tasksOf(url).map((task) => forkHere('client.ts', task));
  await Promise.all(clients.map((client) => once(client, 'exit')));
  server.send('report');
  const [counts] = (await once(server, 'message')) as [Counts];
  return counts;
}

/** Prints whether a measurement reaches its goals. If not, the process will exit with 1. */
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

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function forkHere(file: string, argument: object): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(argument)]);
}
