import { responseInfoOf } from '@kaiten-sdk/core';

/** An answer that was read, as one that can be. */
export function readableAnswer(response: Response): Response {
  return response.body ? readableCopy(response, responseInfoOf(response).text || null) : response;
}

/** The response with another body, and everything else that a reader may ask for. */
export function readableCopy(response: Response, body: string | ReadableStream | null): Response {
  const { headers, redirected, status, statusText, url } = response;
  const copy = new Response(body, { headers, status, statusText });
  // Constructed responses have neither, and no option to set them.
  Object.defineProperties(copy, { redirected: { value: redirected }, url: { value: url } });
  Object.assign(responseInfoOf(copy), responseInfoOf(response));
  return copy;
}
