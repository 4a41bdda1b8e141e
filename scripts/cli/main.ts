import { formatError } from './problem.ts';

/** The arguments are wrong: the command prints the message and the usage, and exits with 2. */
export class UsageError extends Error {}

/**
 * Runs a command: `--help` prints the usage, a usage error (ours or one of `parseArgs`) exits with 2,
 * any other error is printed to standard error and exits with 1.
 */
export async function runMain(
  usage: string,
  main: (args: string[]) => Promise<void>,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  try {
    await main(args);
  } catch (error) {
    const isUsage = isUsageError(error);
    console.error(isUsage ? `${(error as Error).message}\n\n${usage}` : formatError(error));
    process.exitCode = isUsage ? 2 : 1;
  }
}

function isUsageError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS');
}
