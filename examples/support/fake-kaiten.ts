import { Hono } from 'hono';
import { boardRoutes } from './board-routes.ts';
import { cardRoutes } from './card-routes.ts';
import type { Company } from './company.ts';
import { fileRoutes, storageRoutes } from './file-routes.ts';
import { listen } from './listen.ts';
import { slidingWindow } from './sliding-window.ts';

const API = '/api/latest';

export interface FakeKaitenOptions {
  /** Maximum requests in any second; others receive a 429. @default 5 */
  readonly limit?: number;
  /** Called with each accepted request. A returned response replaces that of the route. */
  readonly onRequest?: (request: string) => Response | undefined | Promise<Response | undefined>;
}

export interface FakeKaiten extends AsyncDisposable {
  readonly baseUrl: string;
  /** The only valid token. */
  readonly token: string;
  /** Method, path and query of each accepted request, in order: `GET /boards/9300`. */
  readonly requests: readonly string[];
  /** The number of requests that received a 429. */
  readonly refused: number;
}

/** Starts a fake Kaiten on the loopback interface with the routes that the examples use. */
export async function fakeKaiten(
  company: Company,
  { limit = 5, onRequest }: FakeKaitenOptions = {},
): Promise<FakeKaiten> {
  const token = crypto.randomUUID();
  const requests: string[] = [];
  const admits = slidingWindow(limit);
  let refused = 0;

  const api = new Hono().basePath(API);
  api.use(async ({ req, body, json }, next) => {
    if (!admits()) {
      refused += 1;
      return body(null, 429);
    }
    if (req.header('authorization') !== `Bearer ${token}`) return json('Invalid token', 401);
    const request = `${req.method} ${req.url.slice(req.url.indexOf(API) + API.length)}`;
    requests.push(request);
    return (await onRequest?.(request)) ?? next();
  });
  const storage = await listen(storageRoutes(company));
  for (const routes of [boardRoutes, cardRoutes]) api.route('/', routes(company));
  api.route('/', fileRoutes(company, storage.origin));
  const server = await listen(api);

  return {
    baseUrl: server.origin + API,
    token,
    requests,
    get refused() {
      return refused;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await storage[Symbol.asyncDispose]();
    },
  };
}
