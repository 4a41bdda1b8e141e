import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import type { Packages } from './workspace.ts';

/**
 * A generated file of each package whose declarations say the same as its source: together they
 * hold every type and every name.
 */
const WITNESSES: Readonly<Record<string, string>> = {
  '@kaiten-sdk/types': 'generated/openapi.gen',
  '@kaiten-sdk/client': 'generated/index',
  '@kaiten-sdk/zod': 'generated/index.gen',
};

/**
 * Refuses packages that are not built, or were built before they were generated anew: their old
 * declarations would hide every break. By content, because times of files tell when they were
 * checked out.
 *
 * @throws `PipelineError` that names them.
 */
export async function mustBeBuilt(packages: Packages): Promise<void> {
  const problems = await Promise.all(
    Object.entries(WITNESSES).map(async ([name, witness]): Promise<Problem[]> => {
      const folder = packages.get(name) ?? '';
      const source = await readOr(join(folder, 'src', `${witness}.ts`), '');
      const built = await readOr(join(folder, 'dist', `${witness}.d.ts`), undefined);
      if (built !== undefined && meaningOf(built) === meaningOf(source)) return [];
      const message = `${name} is ${built === undefined ? 'not built' : 'built from other sources'}`;
      return [{ message, hint: 'Run npm start -- --pinned.' }];
    }),
  );
  if (problems.flat().length === 0) return;
  throw new PipelineError('Code of consumers cannot be compiled', problems.flat());
}

function readOr<T>(file: string, otherwise: T): Promise<string | T> {
  return readFile(file, 'utf8').catch(() => otherwise);
}

/** Declarations without what a formatter or the compiler's printer changes. */
function meaningOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/[\s;,]/g, '')
    .replaceAll('"', "'");
}
