import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StrictServerOptions {
  readonly limit?: number;
  /** Milliseconds. */
  readonly window?: number;
  /** Milliseconds between the arrival of a request and its counting. */
  readonly before?: () => number;
  /** Milliseconds between counting and the response. */
  readonly after?: () => number;
  /** The headers of its responses. */
  readonly headers?: (status: number, left: number) => Record<string, string>;
}

export interface StrictServer extends AsyncDisposable {
  readonly url: string;
  /** The time when each request was accepted, in milliseconds. */
  readonly accepted: readonly number[];
  readonly refused: number;
}

/** A server on loopback that returns 429 for requests above the limit in any sliding window. */
export async function strictServer(options: StrictServerOptions = {}): Promise<StrictServer> {
  const { limit = 5, window = 1_000, before = none, after = none, headers } = options;
  const accepted: number[] = [];
  let refused = 0;

  const server = createServer((request, response) => {
    request.resume();
    later(before(), () => {
      const now = performance.now();
      const inWindow = accepted.slice(-limit).filter((time) => time > now - window).length;
      const status = inWindow < limit ? 200 : 429;
      if (status === 200) accepted.push(now);
      else refused += 1;
      const left = Math.max(0, limit - inWindow - 1);
      later(after(), () => answer(response, status, headers?.(status, left)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accepted,
    get refused() {
      return refused;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function later(ms: number, action: () => void): void {
  if (ms > 0) setTimeout(action, ms);
  else action();
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end('{}');
}

function none(): number {
  return 0;
}
