import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import { type ContractOperation, successfulResponsesOf } from '../contract/contract.ts';

export const BASE_PATH = '/api/latest';

export interface ContractServer {
  readonly baseUrl: string;
  /** The requests so far, in order. */
  readonly requests: readonly Request[];
  stop(): Promise<void>;
}

/** What becomes of an example before it is sent. */
export type ExampleChange = (operationId: string, example: Json) => Json;

/** A server on loopback that responds to each request with the example of the contract. */
export async function contractServer(
  operations: readonly ContractOperation[],
  change: ExampleChange = (_, example) => example,
): Promise<ContractServer> {
  const routes = operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  const requests: Request[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await toRequest(incoming);
    requests.push(request);
    const { status, body } = respondTo(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${BASE_PATH}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function respondTo({ headers, method, url }: Request): { status: number; body: Json } {
    if (!headers.has('authorization')) return { status: 401, body: 'Invalid token' };
    const { pathname } = new URL(url);
    const fitting = routes.filter(({ pattern }) => pattern.test(pathname));
    // Of `/cards/{id}` and `/cards/batch`, the one with fewer parameters is meant.
    const [found] = fitting
      .filter(({ operation }) => operation.method === method)
      .sort((a, b) => parametersIn(a.operation) - parametersIn(b.operation));
    if (!found) return { status: fitting.length > 0 ? 405 : 404, body: { message: 'Not found' } };
    const [success] = successfulResponsesOf(found.operation);
    const example = success?.content.example ?? null;
    return { status: success?.status ?? 200, body: change(found.operation.operationId, example) };
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${BASE_PATH}${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function parametersIn({ path }: ContractOperation): number {
  return path.split('{').length - 1;
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { headers, method = 'GET', url = '/' } = incoming;
  const body = await buffer(incoming);
  return new Request(new URL(url, 'http://127.0.0.1'), {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(body.length > 0 && { body }),
  });
}
