import { join } from 'node:path';
import { runCommand } from '../../cli/run-command.ts';
import type { PublicPackage } from '../packages.ts';
import { PROGRAMS, writeImports, writeProject } from './project.ts';

export const PACKAGE_MANAGERS = ['npm', 'pnpm'] as const;

/**
 * Installs the packages into a new project, checks its types, imports every entry point, calls a
 * server, and runs each command with `--help`.
 *
 * @returns The number of modules and exports.
 */
export async function checkAsConsumer(options: {
  readonly manager: (typeof PACKAGE_MANAGERS)[number];
  readonly folder: string;
  readonly packages: readonly PublicPackage[];
  /** The packages that check types, with their versions. */
  readonly tools: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}): Promise<{ modules: number; exports: number }> {
  const { env, folder, manager, packages, signal, tools } = options;
  const run = (command: string, ...args: string[]) =>
    runCommand(command, args, { cwd: folder, env, signal });
  await writeProject(folder, packages, tools);
  await run(manager, 'install');
  const modules = await writeImports(folder, packages);
  const bin = (name: string) => join(folder, 'node_modules/.bin', name);
  await run(bin('tsc'), '--project', folder);
  const [exports = ''] = await Promise.all(
    PROGRAMS.map((program) => run(process.execPath, program)),
  );
  for (const command of packages.flatMap(({ commands }) => commands)) {
    await run(bin(command), '--help');
  }
  return { modules, exports: Number(exports) };
}
