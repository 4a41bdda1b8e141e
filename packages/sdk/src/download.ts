import {
  ConnectionError,
  discard,
  type Fetch,
  followRedirects,
  responseInfoOf,
} from '@kaiten-sdk/core';
import { timeout } from '@kaiten-sdk/retry';
import type { CallOptions, CommonOptions } from './options.js';
import { callMetaOf, errorOf, type PreparedRequest, type Sender, withRetry } from './send.js';

/** A file that Kaiten returned, or its URL: absolute, or relative to the host of the API. */
export type Downloadable = string | URL | { readonly url: string };

/** Fetches a URL of another server, without the token. */
type FetchOutside = (url: URL, options: CallOptions) => Promise<Response>;

/**
 * Paths where Kaiten responds with JSON that contains the URL of a file with restricted access: files
 * of a card, a comment or a custom property. JSON from other paths is the file itself.
 */
const LINK_PATH = /\/cards\/[^/]+\/((comments|custom-properties)\/[^/]+\/)?files\/[^/]+$/;

/**
 * Downloads a file without reading its body. The token is sent to Kaiten only, neither to the target
 * of a redirect nor to another server, whose URLs are signed.
 *
 * @throws TypeError if the file has no http URL.
 * @throws ConnectionError if Kaiten responds with a redirect or JSON without an http URL.
 */
export async function download(
  { baseUrl, send }: Sender,
  fetchOutside: FetchOutside,
  file: Downloadable,
  options: CallOptions = {},
): Promise<Response> {
  const url = fileUrl(file, baseUrl);
  if (url.origin !== new URL(baseUrl).origin) return fetchOutside(url, options);
  const sending = {
    method: 'GET',
    pathTemplate: url.pathname,
    url: url.href,
    headers: { accept: '*/*' },
    options,
    parseAs: 'stream',
  } as const satisfies PreparedRequest;
  const returnsLink = LINK_PATH.test(url.pathname);
  const { data, response } = await send({
    ...sending,
    // The JSON is read within the timeout of the attempt, as any other response of the API.
    ...(returnsLink && { parseAs: 'any' }),
    init: { redirect: 'manual' },
    accepts: isRedirect,
  });
  // Browsers hide the target. They follow it without the token if it is on another origin.
  if (response.type === 'opaqueredirect') {
    return (await send({ ...sending, init: { redirect: 'follow' } })).response;
  }
  if (!response.ok) {
    discard(response);
    return fetchOutside(linked(response.headers.get('location'), response, url), options);
  }
  if (!returnsLink) return response;
  if (response.headers.get('content-type')?.includes('json')) {
    const { url: link } = Object(data) as { readonly url?: unknown };
    return fetchOutside(linked(link, response, url), options);
  }
  // No known Kaiten returns the file itself here. It was read as text, so it is requested again.
  return (await send(sending)).response;
}

function fileUrl(file: Downloadable, baseUrl: string): URL {
  const address: unknown = typeof file === 'string' || file instanceof URL ? file : file?.url;
  const url = httpUrl(address, baseUrl);
  if (url) return url;
  throw new TypeError(`The file to download has no http URL: its url is of type ${typeof address}`);
}

/** The URL that a response points to. It may be signed, so errors do not quote it. */
function linked(link: unknown, response: Response, from: URL): URL {
  const url = httpUrl(link, from);
  if (url) return url;
  const what = response.ok ? 'JSON whose url' : 'a redirect whose Location';
  throw new ConnectionError(
    `GET ${from.pathname} returned ${response.status} with ${what} is not the URL of a file`,
    responseInfoOf(response),
  );
}

// Anyone who can add a file to a card can set its URL, and some platforms also fetch file URLs.
function httpUrl(address: unknown, base: string | URL): URL | undefined {
  const isGiven = (typeof address === 'string' && address !== '') || address instanceof URL;
  const url = isGiven && URL.canParse(address, base) ? new URL(address, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function isRedirect({ status, type, headers }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && headers.has('location'));
}

/** Fetches from other servers, without the token and the rate limit. */
export function fetchOutsideOf(options: CommonOptions, fetch: Fetch): FetchOutside {
  const isHttp = ({ protocol }: URL) => /^https?:$/.test(protocol);
  const send = withRetry(followRedirects(timeout(fetch, options), isHttp), options);
  return async (url, own) => {
    // The query is a signature that grants access to the file.
    const request: PreparedRequest = {
      method: 'GET',
      pathTemplate: url.origin + url.pathname,
      url: url.href,
      options: own,
      parseAs: 'stream',
    };
    const init = { method: 'GET', signal: own.signal, call: callMetaOf(request) };
    let response = await send(url.href, init);
    // Browsers hide the target. No token was sent, so they may follow it.
    if (response.type === 'opaqueredirect') {
      response = await send(url.href, { ...init, redirect: 'follow' });
    }
    if (response.ok) return response;
    // No token was sent, so there is nothing to redact.
    throw errorOf(response, String);
  };
}
