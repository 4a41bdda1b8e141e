import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Json } from '../openapi/json.ts';

export type ScriptedResponse = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedServer {
  /** The URL of a path on it. */
  url(path?: string): string;
  /** The requests so far, in order. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** Stops the server. */
  stop(): Promise<void>;
}

/** For tests: a server on loopback that sends these responses in order and repeats the last one. */
export async function scriptedServer(
  ...responses: [ScriptedResponse, ...ScriptedResponse[]]
): Promise<ScriptedServer> {
  const requests: ScriptedServer['requests'] = [];
  const server = createServer((request, response) => {
    const respond = responses[Math.min(requests.length, responses.length - 1)];
    requests.push({ path: request.url ?? '', headers: request.headers });
    respond?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { url: (path = '/openapi.json') => `http://127.0.0.1:${port}${path}`, requests, stop };
}

export function status(
  code: number,
  body = '',
  headers: Record<string, string> = {},
): ScriptedResponse {
  return (_, response) => response.writeHead(code, headers).end(body);
}

export function text(
  body: string | Buffer,
  headers: Record<string, string> = {},
): ScriptedResponse {
  return (_, response) => response.writeHead(200, headers).end(body);
}

export function json(document: Json, headers: Record<string, string> = {}): ScriptedResponse {
  return text(JSON.stringify(document), { 'content-type': 'application/json', ...headers });
}

/** Responds with 304 if the request has this ETag. */
export function versioned(document: Json, etag: string): ScriptedResponse {
  return (request, response) => {
    const isKnown = request.headers['if-none-match'] === etag;
    if (isKnown) response.writeHead(304).end();
    else json(document, { etag })(request, response);
  };
}

export function redirect(location: string): ScriptedResponse {
  return status(302, '', { location });
}

/** Accepts the request and never responds. */
export const silence: ScriptedResponse = () => {};
