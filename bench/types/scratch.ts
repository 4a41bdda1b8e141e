import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from '../pipeline/measure.ts';

export interface Scratch {
  readonly folder: string;
  /** Writes a program and a project that contains only it; returns the project file. */
  add(name: string, program: string, options: { skipLibCheck: boolean }): string;
  remove(): void;
}

const BENCH = join(import.meta.dirname, '..');

const CONSUMER = {
  target: 'ES2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  module: 'NodeNext',
  strict: true,
  types: [],
};

/**
 * A folder that sees what this package depends on, with what the generators make of the contract:
 * `openapi.ts`, `client/`, and `built/`, which is `client/` as a package would ship it.
 */
export async function makeScratch(contractPath: string, tsc: string): Promise<Scratch> {
  mkdirSync(join(BENCH, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(BENCH, '.cache/types-'));
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const run = (...args: string[]) => measure([process.execPath, ...args], { cwd: folder });

  await run(join(BENCH, 'pipeline/generators-alone.ts'), contractPath, folder);
  write('tsconfig.built.json', JSON.stringify(BUILT));
  await run(tsc, '-p', 'tsconfig.built.json');
  return {
    folder,
    add(name, program, { skipLibCheck }) {
      const compilerOptions = { ...CONSUMER, noEmit: true, skipLibCheck };
      write(`${name}.ts`, program);
      write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
      return `tsconfig.${name}.json`;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const BUILT = {
  compilerOptions: {
    ...CONSUMER,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: 'client',
    outDir: 'built',
  },
  files: ['client/index.ts', 'client/zod.gen.ts'],
};
