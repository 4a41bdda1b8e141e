import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What the server does with one request. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  /** What arrived, in order. */
  readonly received: readonly Received[];
  /** Resolves when a request has arrived since the last call of it. */
  readonly arrival: () => Promise<void>;
  /** Resolves when a client has closed its connection before the answer was complete. */
  readonly departure: () => Promise<void>;
  /** Connections that are open now. */
  readonly connections: () => number;
}

/** A server on loopback that does one thing after the other, the last one again and again. */
export async function faultServer(...script: readonly Fault[]): Promise<FaultServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const arrivals = signalled();
  const departures = signalled();
  const server = createServer(async (request, response) => {
    response.on('close', () => response.writableFinished || departures.fire());
    const { method = '', url = '', headers } = request;
    const body = await textOf(request);
    const fault = script[Math.min(received.length, script.length - 1)];
    received.push({ method, url, headers, body });
    fault?.(request, response);
    arrivals.fire();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    arrival: arrivals.wait,
    departure: departures.wait,
    connections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An address of loopback at which nobody listens. */
export async function deadUrl(): Promise<string> {
  await using server = await faultServer();
  return server.url;
}

export const json = answer(200, { 'content-type': 'application/json' }, '{"id":1}');
export const html = (status: number) =>
  answer(status, { 'content-type': 'text/html' }, '<html>Bad gateway</html>');

export function answer(status: number, headers: Record<string, string> = {}, body = ''): Fault {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
}

export const resetBeforeHeaders: Fault = (_request, response) => {
  (response.socket as Socket).resetAndDestroy();
};

export const hangBeforeHeaders: Fault = () => {};

/** Sends the headers and some of the body, and then nothing more. */
export function hangInBody(type = 'application/json', start = '{"id":'): Fault {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': type }).write(start);
  };
}

export function resetInBody(type = 'application/json', start = '{"id":'): Fault {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': type });
    // Later, so that the client has read what was sent: a reset discards it.
    response.write(start, () => setTimeout(() => response.socket?.resetAndDestroy(), 20));
  };
}

/** Announces more than it sends, and closes the connection in good order. */
export const cutShortWithLength: Fault = (_request, response) => {
  response.socket?.end(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"id":',
  );
};

/** Ends where the connection does: nothing tells that there was more. */
export const cutShortWithoutLength: Fault = (_request, response) => {
  response.socket?.end(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"id":',
  );
};

export const cutShortGzip: Fault = (_request, response) => {
  const whole = gzipSync(JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id }))));
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(whole.subarray(0, whole.length / 2));
};

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function signalled() {
  let fired = 0;
  const waiting: (() => void)[] = [];
  return {
    fire: () => {
      const next = waiting.shift();
      if (next) next();
      else fired += 1;
    },
    wait: () =>
      new Promise<void>((resolve) => {
        if (fired === 0) waiting.push(resolve);
        else {
          fired -= 1;
          resolve();
        }
      }),
  };
}
