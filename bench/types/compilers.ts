import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';

export interface Compiler {
  readonly version: string;
  /** The program, for Node to run. */
  readonly tsc: string;
}

/** The TypeScript that a folder's code would import. */
function compilerOf(folder: string): Compiler {
  const manifest = createRequire(join(folder, 'package.json')).resolve('typescript/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { version, tsc: join(manifest, '../bin/tsc') };
}

/** The one that the generators run on, which also builds what they make here. */
export const generatorsCompiler = compilerOf(join(ROOT, 'bench'));

export const COMPILERS: readonly Compiler[] = [generatorsCompiler, compilerOf(ROOT)];
