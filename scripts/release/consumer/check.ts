import { join } from 'node:path';
import { runCommand } from '../../cli/run-command.ts';
import type { PublicPackage } from '../public-packages.ts';
import { PROGRAMS, writeImports, writeProject } from './project.ts';

const INSTALL = {
  npm: ['install'],
  pnpm: ['install'],
} as const satisfies Record<string, readonly string[]>;

export type PackageManager = keyof typeof INSTALL;

export const PACKAGE_MANAGERS = Object.keys(INSTALL) as PackageManager[];

/**
 * Installs the packages into a fresh project as their users do, checks its types, imports all that
 * they export, calls a server, and asks each command for help.
 *
 * @returns How many modules and exports there are.
 */
export async function checkAsConsumer(options: {
  readonly manager: PackageManager;
  readonly folder: string;
  readonly packages: readonly PublicPackage[];
  /** What checks types, with its version. */
  readonly tools: Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}): Promise<{ modules: number; exports: number }> {
  const { env, folder, manager, packages, signal, tools } = options;
  const run = (command: string, ...args: string[]) =>
    runCommand(command, args, { cwd: folder, env, signal });
  await writeProject(folder, packages, tools);
  await run(manager, ...INSTALL[manager]);
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
