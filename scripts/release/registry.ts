import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runServer } from 'verdaccio';
import { registryConfig } from './registry-config.ts';

export interface Registry {
  /** With a slash at its end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an npm registry on loopback, on a port that is free. */
export async function startRegistry(
  settings: Parameters<typeof registryConfig>[0],
): Promise<Registry> {
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
