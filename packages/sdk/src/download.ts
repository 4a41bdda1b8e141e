import { ConnectionError, responseInfoOf } from '@kaiten-sdk/core';
import type { CallOptions } from './call-options.js';
import type { Sender } from './send.js';
import type { Sending } from './sending.js';

/** A file as Kaiten gives it, or its address alone: whole, or from the root of the API's host. */
export type Downloadable = string | URL | { readonly url: string };

/** Fetches without the token what is not Kaiten's. */
export type FetchOutside = (url: URL, options: CallOptions) => Promise<Response>;

/**
 * Where Kaiten answers with the address of a file with restricted access, and never with the file:
 * the file of a card, of a comment or of a custom property. JSON from elsewhere is the file itself.
 */
const LINK_PATH = /\/cards\/[^/]+\/((comments|custom-properties)\/[^/]+\/)?files\/[^/]+$/;

/**
 * The content of a file, unread. The token goes to Kaiten alone: neither to where it redirects, nor
 * to an address elsewhere, which is signed and needs none.
 *
 * @throws TypeError when the file has no http address.
 * @throws ConnectionError when Kaiten answers with none that can be followed.
 */
export async function download(
  { baseUrl, send }: Sender,
  outside: FetchOutside,
  file: Downloadable,
  options: CallOptions = {},
): Promise<Response> {
  const url = addressOf(file, baseUrl);
  if (url.origin !== new URL(baseUrl).origin) return outside(url, options);
  const sending = {
    method: 'GET',
    pathTemplate: url.pathname,
    url: url.href,
    headers: { accept: '*/*' },
    options,
    answer: 'stream',
  } as const satisfies Sending;
  const givesLink = LINK_PATH.test(url.pathname);
  const { data, response } = await send({
    ...sending,
    // A link is read within the attempt, as any other answer of the API.
    ...(givesLink && { answer: 'any' }),
    init: { redirect: 'manual' },
    accepts: isRedirect,
  });
  // A browser does not say where to; it takes the token off by itself where it leads elsewhere.
  if (response.type === 'opaqueredirect') return (await send(sending)).response;
  if (!response.ok) {
    // Else the connection stays taken; a body that was read already refuses.
    response.body?.cancel().catch(() => {});
    return outside(linked(response.headers.get('location'), response, url), options);
  }
  if (!givesLink) return response;
  if (response.headers.get('content-type')?.includes('json')) {
    const { url: link } = Object(data) as { readonly url?: unknown };
    return outside(linked(link, response, url), options);
  }
  // No known Kaiten has the file itself here. It was read as text, which spoils it.
  return (await send(sending)).response;
}

function addressOf(file: Downloadable, baseUrl: string): URL {
  const address: unknown = typeof file === 'string' || file instanceof URL ? file : file?.url;
  const url = webAddress(address, baseUrl);
  if (url) return url;
  throw new TypeError(
    `The file to download has no http address: its url is of type ${typeof address}`,
  );
}

/** The address that an answer leads to. It may be signed, so no error shows it. */
function linked(link: unknown, response: Response, from: URL): URL {
  const url = webAddress(link, from);
  if (url) return url;
  const what = response.ok ? 'JSON whose url' : 'a redirect whose Location';
  throw new ConnectionError(
    `GET ${from.pathname} answered ${response.status} with ${what} is no address of a file`,
    responseInfoOf(response),
  );
}

// Addresses come from whoever can add a file to a card, and some platforms fetch those of the disk.
function webAddress(address: unknown, base: string | URL): URL | undefined {
  const isGiven = (typeof address === 'string' && address !== '') || address instanceof URL;
  const url = isGiven && URL.canParse(address, base) ? new URL(address, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function isRedirect({ status, type, headers }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && headers.has('location'));
}
