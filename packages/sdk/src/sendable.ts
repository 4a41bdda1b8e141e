import type { CallInit, Fetch } from '@kaiten-sdk/core';

type Body = FormData | ReadableStream;

/**
 * Sends forms and streams with any `fetch`. A `fetch` that does not know a body converts it to text
 * ("[object FormData]"), as node-fetch, `fetch` of the npm package undici and, for streams, Firefox
 * do. The conversion fails before anything is sent, and the body is sent again as bytes.
 *
 * @param onBuffer Called before a body is buffered.
 */
export async function sendBody(
  fetch: Fetch,
  input: Parameters<Fetch>[0],
  init: CallInit,
  onBuffer?: () => void,
): Promise<Response> {
  const { body } = init;
  if (!isBody(body)) return fetch(input, init);
  let isConverted = false;
  try {
    return await fetch(input, {
      ...init,
      body: withoutText(body, () => {
        isConverted = true;
      }),
    });
  } catch (error) {
    if (!isConverted) throw error;
  }
  onBuffer?.();
  // The platform encodes the form and chooses the boundary.
  const encoded = new Response(body);
  const headers = new Headers(init.headers);
  const type = encoded.headers.get('content-type');
  if (type) headers.set('content-type', type);
  headers.delete('content-length');
  const bytes = new Uint8Array(await encoded.arrayBuffer());
  return fetch(input, { ...init, headers, body: bytes });
}

function isBody(body: unknown): body is Body {
  return body instanceof FormData || body instanceof ReadableStream;
}

/** The body, which throws if it is converted to text. */
function withoutText(body: Body, onConversion: () => void): Body {
  return Object.defineProperty(body, Symbol.toPrimitive, {
    configurable: true,
    value() {
      onConversion();
      throw new TypeError(`this fetch cannot send a ${body.constructor.name}`);
    },
  });
}
