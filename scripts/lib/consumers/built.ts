import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError, type Problem } from '../problem.ts';
import type { Packages } from './workspace.ts';

/** A generated file of each package that programs use, below `src` and `dist`, without extension. */
const WITNESSES: Readonly<Record<string, string>> = {
  '@kaiten-sdk/types': 'generated/openapi.gen',
  '@kaiten-sdk/client': 'generated/types.gen',
  '@kaiten-sdk/zod': 'generated/index.gen',
  '@kaiten-sdk/webhooks': 'generated/events.gen',
};

/**
 * Refuses packages that are not built, or were built before they were generated anew: their old
 * declarations would hide every break.
 *
 * @throws `PipelineError` that names them.
 */
export async function mustBeBuilt(packages: Packages): Promise<void> {
  const problems = await Promise.all(
    Object.entries(WITNESSES).map(async ([name, witness]): Promise<Problem[]> => {
      const folder = packages.get(name) ?? '';
      const source = await changedAt(join(folder, 'src', `${witness}.ts`));
      const built = await changedAt(join(folder, 'dist', `${witness}.d.ts`));
      if (built >= source && built > 0) return [];
      const message = `${name} is ${built > 0 ? 'built from older sources' : 'not built'}`;
      return [{ message, hint: 'Run npm start -- --pinned, or pnpm turbo run build --force.' }];
    }),
  );
  if (problems.flat().length === 0) return;
  throw new PipelineError('Code of consumers cannot be checked', problems.flat());
}

/** Milliseconds since the epoch; 0 where there is no such file. */
async function changedAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
