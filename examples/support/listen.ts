import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Listening extends AsyncDisposable {
  /** Scheme, host and port. */
  readonly origin: string;
}

/** Serves the routes on a free port of the loopback interface. */
export async function listen(routes: Hono): Promise<Listening> {
  const server = createServer(getRequestListener(routes.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
