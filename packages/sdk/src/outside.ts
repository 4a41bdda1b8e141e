import type { Fetch } from '@kaiten-sdk/core';
import { timeout } from '@kaiten-sdk/retry';
import { errorOf } from './answer.js';
import { contextOf } from './call-context.js';
import type { FetchOutside } from './download.js';
import type { Sending } from './sending.js';
import { retrying } from './stack.js';
import type { CommonOptions } from './transport-options.js';

/** Reads from servers that are not Kaiten's: without its token, and beside its rate limit. */
export function outsideOf(options: CommonOptions, fetch: Fetch): FetchOutside {
  const send = retrying(timeout(fetch, { timeout: options.timeout }), options);
  return async (url, own) => {
    // The query is a signature: who has it has the file.
    const sending: Sending = {
      method: 'GET',
      pathTemplate: url.origin + url.pathname,
      url: url.href,
      options: own,
      answer: 'stream',
    };
    const response = await send(url.href, {
      method: 'GET',
      signal: own.signal,
      call: contextOf(sending),
    });
    if (response.ok) return response;
    // Nothing secret was sent that could come back.
    throw errorOf(response, String);
  };
}
