import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Received {
  /** Method, path and query, and the body where there was one. */
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Handler = (received: Received, response: ServerResponse) => void | Promise<void>;

export interface TestServer extends AsyncDisposable {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly baseUrl: string;
  readonly received: readonly Received[];
  lines(): string[];
}

/** A server on loopback that answers as it is told, and remembers what it was asked. */
export async function testServer(handle: Handler): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const line = `${request.method} ${request.url}`;
    const entry = { line, headers: request.headers, body };
    received.push(entry);
    await handle(entry, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    baseUrl: `${origin}/api/latest`,
    received,
    lines: () =>
      received.map(({ line, body }) => `${line.replace('/api/latest', '')} ${body}`.trimEnd()),
    [Symbol.asyncDispose]: () => stopped(server),
  };
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Answers every request with the same value. */
export function answering(value: unknown, status = 200): Handler {
  return (_, response) => json(response, value, status);
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(value === undefined ? '' : JSON.stringify(value));
}
