import { type Client, createClient, createConfig } from './generated/client/client/index.js';

/**
 * Where Kaiten's documentation says that SCIM is. Its newest state says `/scim/v2`; neither was seen
 * to answer.
 */
export const DEFAULT_BASE_PATH = '/api/latest/scim';

export interface ScimClientOptions {
  /** Address of the company: `https://your-company.kaiten.ru`, or your own host. */
  readonly origin: string;
  /** An administrator's token. */
  readonly token: string;
  /**
   * Path below the origin that `/Users` and `/Groups` are at.
   *
   * @default '/api/latest/scim'
   */
  readonly basePath?: string;
  /**
   * Sends the requests: the place for retries and a rate limit.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof fetch;
}

/**
 * A client to pass to the functions of this package.
 *
 * @example
 * const client = createScimClient({ origin: 'https://your-company.kaiten.ru', token });
 * const { data } = await listScimUsers({ client, query: { count: 100 } });
 *
 * @throws `TypeError` where `origin` is no http address.
 */
export function createScimClient(options: ScimClientOptions): Client {
  const { basePath = DEFAULT_BASE_PATH, fetch, origin, token } = options;
  return createClient(
    createConfig({
      baseUrl: originOf(origin) + normalised(basePath),
      auth: token,
      ...(fetch && { fetch }),
    }),
  );
}

function originOf(address: string): string {
  const { origin, protocol } = new URL(address);
  if (/^https?:$/.test(protocol)) return origin;
  throw new TypeError(`The origin must be an http address, this is ${address}`);
}

/** One slash in front, none at the end. */
function normalised(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.map((segment) => `/${segment}`).join('');
}
