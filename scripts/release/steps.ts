import { type Progress, silent } from '../cli/progress.ts';

export type Step = <T>(
  name: string,
  work: () => Promise<T>,
  outcome?: (result: T) => string,
) => Promise<T>;

/** Runs steps one by one and tells of each what came of it. */
export function stepsTo(progress: Progress = silent): Step {
  return async (name, work, outcome = () => 'done') => {
    const start = performance.now();
    progress.begin(name);
    const result = await work();
    progress.end(name, performance.now() - start, outcome(result));
    return result;
  };
}
