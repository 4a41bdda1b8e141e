import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Received } from '../suite/check.ts';

export interface RuntimeServer extends AsyncDisposable {
  readonly origin: string;
  /** Serves a page with this script at the returned path, for browsers. */
  page(script: string): { readonly path: string; readonly results: Promise<unknown> };
}

const TAG = {
  id: 1,
  name: 'offline',
  company_id: 88,
  color: 9,
  archived: false,
  created: '2026-10-20T10:12:00.000Z',
  updated: '2026-10-20T10:12:00.000Z',
};
const ROWS = 250;
const PAGE = 100;
const FILE = Buffer.from(Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 256));

interface Exchange {
  readonly url: URL;
  /** Path below the API. */
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** How many requests this session sent before. */
  readonly before: number;
}

/** What a Kaiten does, by the first segment of the path, which a session chooses. */
const SCENARIOS: Readonly<Record<string, (exchange: Exchange) => void>> = {
  echo: ({ response }) => json(response, { id: 1, title: 'x' }),
  empty: ({ response }) => void response.writeHead(200).end(),
  list: list,
  'list-broken': (exchange) => {
    if (exchange.before === 1) json(exchange.response, { message: 'broken' }, 500);
    else list(exchange);
  },
  busy: ({ response, before }) => {
    if (before > 0) json(response, { id: 1 });
    else json(response, { message: 'too many requests' }, 429, { 'retry-after': '0' });
  },
  flaky: ({ response, before }) =>
    before > 0 ? json(response, { id: 1 }) : json(response, { message: 'restarting' }, 503),
  cut: ({ request }) => void request.socket.destroy(),
  'cut-body': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"id":', () => response.destroy());
  },
  leak: ({ request, response }) =>
    json(response, { message: `bad ${request.headers.authorization}` }, 400),
  silent: () => {},
  upload: ({ response }) => json(response, { id: 1, name: 'file' }),
  file: ({ path, response }) => {
    if (path.endsWith('moved.bin')) {
      response.writeHead(302, { location: 'big.bin' }).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': FILE.length,
    });
    if (path.endsWith('cut.bin'))
      response.write(FILE.subarray(0, 500_000), () => response.destroy());
    else response.end(FILE);
  },
  tags: ({ response }) => json(response, [TAG]),
  'tags-broken': ({ response }) => json(response, [{ ...TAG, name: 5 }]),
};

/** A server on loopback that plays Kaiten, and remembers what each session sent. */
export async function startServer(): Promise<RuntimeServer> {
  const sessions = new Map<string, Received[]>();
  const pages = new Map<string, { script: string; resolve: (results: unknown) => void }>();

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const [, scenario = '', key = '', ...rest] = url.pathname.split('/');
    const body = await buffer(request);
    if (scenario === 'pages') return page(response, key, rest, body);
    const received = sessions.get(key) ?? [];
    sessions.set(key, received);
    if (rest[0] === 'received') return json(response, received);
    const path = `/${rest.slice(2).join('/')}`;
    const before = received.length;
    received.push(await receivedOf(request, path + url.search, body));
    const status = /^status-(\d+)$/.exec(scenario)?.[1];
    if (status) return json(response, { message: `status ${status}` }, Number(status));
    const play = SCENARIOS[scenario];
    if (play) play({ url, path, request, response, before });
    else json(response, { message: `no scenario ${scenario}` }, 404);
  });

  function page(response: ServerResponse, key: string, [part]: string[], body: Buffer) {
    const entry = pages.get(key);
    if (part === 'results') entry?.resolve(JSON.parse(body.toString()));
    const [type, text] =
      part === 'script.js'
        ? ['text/javascript', entry?.script]
        : [
            'text/html',
            `<!doctype html><meta charset="utf-8"><script type="module" src="/pages/${key}/script.js"></script>`,
          ];
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    page(script) {
      const key = crypto.randomUUID();
      const { promise, resolve } = Promise.withResolvers<unknown>();
      pages.set(key, { script, resolve });
      return { path: `${origin}/pages/${key}/`, results: promise };
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function list({ url, response }: Exchange): void {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Math.min(Number(url.searchParams.get('limit') ?? PAGE), PAGE);
  const length = Math.max(0, Math.min(limit, ROWS - offset));
  json(
    response,
    Array.from({ length }, (_, index) => ({ id: offset + index + 1 })),
  );
}

async function receivedOf(
  { method = '', headers }: IncomingMessage,
  url: string,
  body: Buffer,
): Promise<Received> {
  const all = headers as Record<string, string>;
  const received = { method, url, headers: all, body: body.toString() };
  if (!headers['content-type']?.startsWith('multipart/form-data')) return received;
  const form = await new Response(new Uint8Array(body), { headers: all })
    .formData()
    .catch(() => undefined);
  if (!form) return received;
  const fields = await Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === 'string'
        ? [name, value]
        : [name, `${value.name} ${value.type} ${await value.text()}`],
    ),
  );
  return { ...received, form: Object.fromEntries(fields) };
}

function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
