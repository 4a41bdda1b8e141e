import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../openapi/json.ts';
import { type ScriptedResponse, versioned } from './scripted-server.ts';

export interface SpecServer {
  readonly url: string;
  /** The number of requests so far. */
  requestCount(): number;
  /** Sets the response to all further requests. */
  respondWith(response: ScriptedResponse): void;
  /**
   * Publishes this document with an ETag from now on; responds with 304 to requests that have it.
   */
  publish(document: JsonObject): void;
  /** Stops the server. */
  stop(): Promise<void>;
}

/** For tests: a loopback server that publishes a live spec. */
export async function specServer(document: JsonObject): Promise<SpecServer> {
  let count = 0;
  let respond = publishing(document);
  const server = createServer((request, response) => {
    count += 1;
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/openapi.json`,
    requestCount: () => count,
    respondWith(next) {
      respond = next;
    },
    publish(next) {
      respond = publishing(next);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function publishing(document: JsonObject): ScriptedResponse {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex');
  return versioned(document, `"${hash.slice(0, 16)}"`);
}
