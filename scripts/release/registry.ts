import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runServer } from 'verdaccio';
import { PipelineError } from '../cli/problem.ts';
import { runCommand } from '../cli/run-command.ts';

export interface Registry {
  /** With a trailing slash. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an npm registry on a free port on loopback. */
export async function startRegistry(settings: RegistrySettings): Promise<Registry> {
  await mkdir(settings.folder, { recursive: true });
  const server: Server = await runServer(registryConfig(settings));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface RegistrySettings {
  /** The folder for all files of the registry. */
  readonly folder: string;
  /** The registry that all other packages come from. */
  readonly uplink: string;
  /** The packages to publish; never requested from the uplink. */
  readonly names: readonly string[];
}

const UPLINK = 'uplink';

/** Allows anyone to publish our packages, and proxies all others. */
function registryConfig({ folder, names, uplink }: RegistrySettings) {
  const ours = { access: '$all', publish: '$all' };
  return {
    // Paths in the configuration are relative to this file, which is never written.
    configPath: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: -1 } },
    uplinks: { [UPLINK]: { url: uplink, timeout: '60s', maxage: '10m' } },
    packages: {
      ...Object.fromEntries(names.map((name) => [name, ours])),
      '**': { access: '$all', publish: [], proxy: UPLINK },
    },
    web: { enable: false },
    max_body_size: '100mb',
    log: { type: 'file', path: join(folder, 'registry.log'), level: 'warn' },
  };
}

/**
 * The registry that npm is configured with, which a rehearsal downloads all other packages from.
 *
 * @param options.cwd The folder to run npm in, because a project may have its own configuration.
 * @throws `PipelineError` if that is not an http or https URL.
 */
export async function readUplink(options: {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
}): Promise<string> {
  return uplinkOf(await runCommand('npm', ['config', 'get', 'registry'], options));
}

/** The URL that `npm config get registry` printed. */
export function uplinkOf(printed: string): string {
  const text = printed.trim();
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).href;
  throw new PipelineError(
    `npm is not configured with a registry: npm config get registry printed "${text}"`,
    [{ message: 'an http or https URL is required', hint: 'Run npm config set registry URL.' }],
  );
}
