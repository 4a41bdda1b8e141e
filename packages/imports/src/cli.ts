#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { formatImportProblem } from './content.js';
import { checkImport, ImportFolderError } from './node.js';

const USAGE = `Usage: kaiten-check-import DIR [--max-bytes N]

Checks a folder of files before it is imported into Kaiten. Does not send or change anything.

  DIR            the folder that contains meta-data.json
  --max-bytes N  maximum size of a JSON file in bytes (default: 268435456, 256 MiB)

Prints one line for each problem: file, record, property, problem. The exit code is 0 if there are
none, 1 if there are any, and 2 if the arguments are invalid or the folder does not exist.`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { help: { type: 'boolean' }, 'max-bytes': { type: 'string' } },
    });
    if (values.help) return print(USAGE, 0);
    const [folder] = positionals;
    const maxBytes = bytesFrom(values['max-bytes']);
    if (folder === undefined || positionals.length > 1 || Number.isNaN(maxBytes)) {
      return fail(USAGE);
    }
    return report(await checkImport(folder, maxBytes === undefined ? {} : { maxBytes }));
  } catch (error) {
    if (error instanceof ImportFolderError) return fail(error.message);
    if (isUsageError(error)) return fail(`${error.message}\n\n${USAGE}`);
    throw error;
  }
}

function report(problems: Awaited<ReturnType<typeof checkImport>>): number {
  if (problems.length === 0) return print('No problems found.', 0);
  const lines = problems.map(formatImportProblem);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return print([...lines, '', `${count} found.`].join('\n'), 1);
}

function bytesFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
}

function print(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

function fail(text: string): number {
  console.error(text);
  return 2;
}

function isUsageError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
  );
}
