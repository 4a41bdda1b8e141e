import { type Client, createClient, createConfig } from './generated/client/client/index.js';

/**
 * The base path in the introduction of Kaiten's documentation. Its latest version says `/scim/v2`; we
 * have not seen either of them respond.
 */
export const DEFAULT_BASE_PATH = '/api/latest/scim';

export interface ScimClientOptions {
  /** Origin of the company: `https://your-company.kaiten.ru`, or your own host. */
  readonly origin: string;
  /** API token of an administrator. */
  readonly token: string;
  /**
   * Path that `/Users` and `/Groups` are appended to.
   *
   * @default '/api/latest/scim'
   */
  readonly basePath?: string;
  /**
   * Sends the requests. Pass a wrapper of `fetch` to add retries or a rate limit.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof fetch;
}

/**
 * Creates a client to pass to the functions of this package. It follows no redirects: a redirect is an
 * error.
 *
 * @example
 * const client = createScimClient({ origin: 'https://your-company.kaiten.ru', token });
 * const { data } = await listScimUsers({ client, query: { count: 100 } });
 *
 * @throws TypeError if `origin` is not an HTTP URL
 */
export function createScimClient(options: ScimClientOptions): Client {
  const { basePath = DEFAULT_BASE_PATH, fetch, origin, token } = options;
  return createClient(
    createConfig({
      baseUrl: originOf(origin) + normalised(basePath),
      auth: token,
      // `fetch` may turn a redirected POST into a GET, and send it to another host.
      redirect: 'manual',
      ...(fetch && { fetch }),
    }),
  );
}

function originOf(address: string): string {
  const { origin, protocol } = new URL(address);
  if (/^https?:$/.test(protocol)) return origin;
  throw new TypeError(`origin must be an HTTP URL, found ${address}`);
}

/** With a slash at the start and none at the end. */
function normalised(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.map((segment) => `/${segment}`).join('');
}
