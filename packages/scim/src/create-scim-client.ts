import { type Client, createClient, createConfig } from './generated/client/client/index.js';
import { checkOptions, type OptionChecks } from './generated/client/core/check-options.gen.js';

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
 * @throws TypeError if an option is unknown or invalid. The message names the option and the fix.
 */
export function createScimClient(options: ScimClientOptions): Client {
  checkOptions('', options, OPTIONS);
  const { basePath = DEFAULT_BASE_PATH, fetch, origin, token } = options;
  if (token === undefined) throw new TypeError('There is no token: pass one');
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

const OPTIONS: OptionChecks<ScimClientOptions> = {
  origin: () => undefined,
  // `Headers` would also reject it, but would quote it in the message.
  token: (value) => {
    if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return undefined;
    throw new TypeError(
      'token is empty or contains characters that are not allowed in a header: leave out "Bearer"',
    );
  },
  basePath: (value) =>
    typeof value === 'string' && !/[?#\s]|(^|\/)\.\.?(\/|$)/.test(value)
      ? undefined
      : 'pass a path such as /scim/v2',
  fetch: (value) => (typeof value === 'function' ? undefined : 'pass a function, or omit it'),
};

/** The message does not quote the address, which may contain a password. */
function originOf(address: unknown): string {
  const url = URL.canParse(String(address)) ? new URL(String(address)) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin && !/[?#]/.test(String(address))) return url.origin;
  throw new TypeError(
    'origin must be an HTTP URL such as https://acme.kaiten.ru, without user, path, query and #',
  );
}

/** With a slash at the start and none at the end. */
function normalised(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.map((segment) => `/${segment}`).join('');
}
