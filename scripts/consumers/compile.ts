import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../contracts/paths.ts';

/** One error of the compiler. */
export interface CompileError {
  /** From the folder of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Such as `TS2339`. */
  readonly code: string;
  /** The first line of what the compiler says, without the insides of object types. */
  readonly message: string;
}

/** What users compile with: the repository's own, which is newer than the generators'. */
const MANIFEST = createRequire(join(ROOT, 'package.json')).resolve('typescript/package.json');
const TSC = join(MANIFEST, '../bin/tsc');
const ERROR = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;

/** Checks the project of a folder; errors come in the compiler's order. */
export function compile(folder: string): Promise<CompileError[]> {
  return new Promise((resolve, reject) => {
    const args = [TSC, '-p', 'tsconfig.json', '--pretty', 'false'];
    const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 };
    execFile(process.execPath, args, options, (failure, stdout, stderr) => {
      const errors = stdout.split('\n').flatMap(parseError);
      if (failure && errors.length === 0) {
        reject(new Error(`The compiler failed: ${stdout}${stderr}`, { cause: failure }));
      } else resolve(errors);
    });
  });
}

function parseError(text: string): CompileError[] {
  const [, file, line, code, message] = ERROR.exec(text) ?? [];
  return file && code && message
    ? [{ file, line: Number(line), code, message: shortened(message) }]
    : [];
}

function shortened(message: string): string {
  return message.replace(/\{[^']*\}/g, '{ … }');
}
