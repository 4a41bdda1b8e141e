import type { Counts } from './measurement.ts';
import type { LearnedScenario } from './scenarios.ts';

export interface LearnedUse {
  /** Of what the server allows in a second: what it counted until one second after its first response. */
  readonly useOfFirstSecond: number;
  /** Of what it allows in the whole seconds from then on. */
  readonly use: number;
  readonly accepted: number;
  readonly refused: number;
}

export function learnedUseOf(scenario: LearnedScenario, { accepted, refused }: Counts): LearnedUse {
  const { limit, after: [soonest] = [0] } = scenario;
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
