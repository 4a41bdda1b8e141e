import { connectTo } from './check.ts';
import { CHECKS } from './checks.ts';

/** The name of a check, with the reason if it failed. */
export interface Outcome {
  readonly name: string;
  readonly error?: string;
}

const LIMIT = 15_000;
const AT_A_TIME = 6;

/** Runs all checks, some at a time, and never throws. */
export async function runChecks(origin: string): Promise<Outcome[]> {
  const connect = connectTo(origin);
  const outcomes = new Map<string, Outcome>();
  const waiting = [...CHECKS];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { name } = check;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLong = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`did not end within ${LIMIT} ms`)), LIMIT);
      });
      try {
        await Promise.race([check.run(connect), tooLong]);
        outcomes.set(name, { name });
      } catch (error) {
        outcomes.set(name, { name, error: String(error) });
      } finally {
        clearTimeout(timer);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return CHECKS.map(({ name }) => outcomes.get(name) ?? { name, error: 'did not run' });
}
