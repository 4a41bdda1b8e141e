import type { CallOptions } from './call-options.js';
import type { Sender } from './send.js';
import type { Sending } from './sending.js';

/** A file as Kaiten gives it, or its address alone: whole, or from the root of the API's host. */
export type Downloadable = string | URL | { readonly url: string };

/** Fetches without the token what is not Kaiten's. */
export type FetchOutside = (url: URL, options: CallOptions) => Promise<Response>;

/**
 * The content of a file, unread. The token goes to Kaiten alone: neither to where it redirects, nor
 * to an address elsewhere, which is signed and needs none.
 */
export async function download(
  { baseUrl, send }: Sender,
  outside: FetchOutside,
  file: Downloadable,
  options: CallOptions = {},
): Promise<Response> {
  const address = typeof file === 'string' || file instanceof URL ? file : file.url;
  const url = new URL(address, baseUrl);
  if (url.origin !== new URL(baseUrl).origin) return outside(url, options);
  const sending = {
    method: 'GET',
    pathTemplate: url.pathname,
    url: url.href,
    options,
    answer: 'stream',
  } as const satisfies Sending;
  const { response } = await send({
    ...sending,
    init: { redirect: 'manual' },
    accepts: isRedirect,
  });
  // A browser does not say where to; it takes the token off by itself where it leads elsewhere.
  if (response.type === 'opaqueredirect') return (await send(sending)).response;
  const { link, content } = await contentOf(response);
  return link === undefined ? content : outside(new URL(link, url), options);
}

/** The content itself, or where it is: Kaiten tells that by a redirect or in JSON. */
async function contentOf(response: Response): Promise<{ link?: string; content: Response }> {
  if (!response.ok) {
    // Else the connection stays taken; a body that was read already refuses.
    response.body?.cancel().catch(() => {});
    return { link: response.headers.get('location') ?? '', content: response };
  }
  if (!response.headers.get('content-type')?.includes('json')) return { content: response };
  const text = await response.text();
  const { status, statusText, headers } = response;
  const content = new Response(text, { status, statusText, headers });
  const url: unknown = JSON.parse(text)?.url;
  return typeof url === 'string' ? { link: url, content } : { content };
}

function isRedirect({ status, type, headers }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && headers.has('location'));
}
