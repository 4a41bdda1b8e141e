import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface ScriptedServer {
  readonly origin: string;
  /** The received requests, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Sets the response to all later requests. */
  respond(status: number, body: unknown, headers?: Record<string, string>): void;
  close(): Promise<void>;
}

/** A local server that returns a given response and records its requests. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  let next = { status: 200, body: {} as unknown, headers: {} };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { method, url, headers } = request;
    const body = text === '' ? undefined : JSON.parse(text);
    requests.push({ method, url, authorization: headers.authorization, body });
    response.writeHead(next.status, { 'content-type': 'application/json', ...next.headers });
    response.end(JSON.stringify(next.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    respond: (status, body, headers = {}) => {
      next = { status, body, headers };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
