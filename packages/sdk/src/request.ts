import type { RequestOptions } from './kaiten.js';
import type { Sender } from './send.js';
import type { Sent } from './sending.js';
import { queryOf } from './url.js';

/** Sends what the contract does not know. */
export async function requestOf(
  { baseUrl, send }: Sender,
  method: string,
  path: string,
  { query, body, ...options }: RequestOptions = {},
): Promise<Sent> {
  // Anything else would make another host of it, together with the address before.
  if (!path.startsWith('/'))
    throw new TypeError(`path is ${JSON.stringify(path)}: begin it with /`);
  const asItIs = body instanceof FormData || body instanceof Blob;
  const url = baseUrl + path;
  return send({
    method: method.toUpperCase(),
    pathTemplate: path.replace(/\?.*/s, ''),
    url: path.includes('?') ? url + queryOf(query).replace('?', '&') : url + queryOf(query),
    ...(asItIs && { body }),
    ...(!asItIs && body !== undefined && { body: JSON.stringify(body), headers: JSON_HEADERS }),
    options,
    answer: 'any',
  });
}

const JSON_HEADERS = { 'content-type': 'application/json' };
