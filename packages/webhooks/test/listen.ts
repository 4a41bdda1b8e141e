import { createServer, type RequestListener, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback that stops when the test's scope ends. */
export async function listen(
  listener: RequestListener,
): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/**
 * Posts chunk after chunk as the server takes them, until there are no more or it has answered.
 * Returns the status and how many bytes were written by then.
 */
export function post(
  url: string,
  chunks: Iterable<Uint8Array>,
  headers: Record<string, string> = {},
): Promise<{ status: number; written: number }> {
  return new Promise((resolve, reject) => {
    const source = chunks[Symbol.iterator]();
    let written = 0;
    let isAnswered = false;
    const request = send(url, { method: 'POST', headers });
    const writeNext = (): void => {
      if (isAnswered) return;
      const { done, value } = source.next();
      if (done) {
        request.end();
        return;
      }
      written += value.byteLength;
      request.write(value, writeNext);
    };
    request.once('response', (response) => {
      isAnswered = true;
      response.resume();
      resolve({ status: response.statusCode ?? 0, written });
      request.destroy();
    });
    request.once('error', reject);
    writeNext();
  });
}
