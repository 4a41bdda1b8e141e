import { isStream, webStream } from './byte-stream.js';
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
  const raw = rawBody(body);
  const url = baseUrl + path;
  return send({
    method: method.toUpperCase(),
    pathTemplate: path.replace(/\?.*/s, ''),
    url: path.includes('?') ? url + queryOf(query).replace('?', '&') : url + queryOf(query),
    ...(raw && { body: raw }),
    ...(!raw && body !== undefined && { body: JSON.stringify(body), headers: JSON_HEADERS }),
    options,
    answer: 'any',
  });
}

/** What is sent as it is; nothing for what goes as JSON. */
function rawBody(body: unknown): BodyInit | undefined {
  if (isStream(body)) return webStream(body);
  const isRaw =
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof URLSearchParams ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body);
  return isRaw ? (body as BodyInit) : undefined;
}

const JSON_HEADERS = { 'content-type': 'application/json' };
