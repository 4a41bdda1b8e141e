import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface ReceivedRequest {
  /** Method, path and query. */
  readonly line: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  /** Parsed; `undefined` if there was none. */
  readonly body: unknown;
}

export interface KaitenServer {
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
  stop(): Promise<void>;
}

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
}

/**
 * A local server that responds to each operation with the example of its response in the contract.
 *
 * @param changed changes an example before it is sent
 */
export async function kaitenServer(
  changed = (example: unknown): unknown => example,
): Promise<KaitenServer> {
  const { paths } = JSON.parse(
    await readFile(new URL('../../../specs/kaiten/openapi.json', import.meta.url), 'utf8'),
  );
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    requests.push(await received(request));
    const example = exampleFor(paths, request);
    response.writeHead(example === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(changed(example) ?? { message: 'Not found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/latest`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function received(request: IncomingMessage): Promise<ReceivedRequest> {
  const body = await text(request);
  return {
    line: `${request.method} ${request.url}`,
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'],
    body: body === '' ? undefined : JSON.parse(body),
  };
}

function exampleFor(
  paths: Record<string, Record<string, Operation>>,
  { method = '', url = '' }: IncomingMessage,
): unknown {
  const path = url.replace(/^\/api\/latest/, '').replace(/\?.*$/, '');
  const template = Object.keys(paths).find((candidate) => patternOf(candidate).test(path)) ?? '';
  const operation = paths[template]?.[method.toLowerCase()];
  return operation?.responses['200']?.content?.['application/json']?.example;
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
