import { discard, type Fetch, requestHeadOf } from './call.js';

/** Redirects that are followed for one call of `fetch`. */
const MAX_REDIRECTS = 5;

/**
 * Wraps `fetch` so that a redirect never changes what a request means: GET and HEAD follow up to 5
 * redirects within their origin, with the same headers. Any other redirect is returned as it is; in
 * browsers, every redirect is, as a response of type `opaqueredirect`. Each request goes through
 * `fetch`, so place the wrapper around a rate limiter. Does nothing if `init.redirect` is set.
 *
 * @param isAllowed Whether the redirect is followed.
 */
export function followRedirects(
  fetch: Fetch,
  isAllowed: (target: URL, from: string) => boolean = isSameOrigin,
): Fetch {
  return async (input, init) => {
    let response = await fetch(input, { redirect: 'manual', ...init });
    if (init?.redirect || !locationOf(response)) return response;
    let { url, ...head } = requestHeadOf([input, init]);
    for (let count = 0; count < MAX_REDIRECTS; count += 1) {
      const location = locationOf(response);
      const isRead = /^(GET|HEAD)$/i.test(head.method);
      if (!location || !isRead || !URL.canParse(location, url)) break;
      const target = new URL(location, url);
      if (!isAllowed(target, url)) break;
      discard(response);
      url = target.href;
      response = await fetch(url, { ...head, redirect: 'manual', ...init } as RequestInit);
    }
    return response;
  };
}

/** `fetch` refuses a URL with credentials. */
function isSameOrigin({ origin, username }: URL, from: string): boolean {
  return origin === new URL(from).origin && !username;
}

/** The `Location` of a redirect. */
export function locationOf({ status, headers }: Pick<Response, 'headers' | 'status'>) {
  return status >= 301 && status <= 308 && status !== 304 && headers.get('location');
}
