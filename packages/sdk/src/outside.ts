import type { Fetch } from '@kaiten-sdk/core';
import { timeout } from '@kaiten-sdk/retry';
import { errorOf } from './answer.js';
import { contextOf } from './call-context.js';
import type { FetchOutside } from './download.js';
import { retrying } from './stack.js';
import type { TransportOptions } from './transport-options.js';

/** Reads from servers that are not Kaiten's: without its token, and beside its rate limit. */
export function outsideOf(options: TransportOptions, fetch: Fetch): FetchOutside {
  const { timeout: ms } = options;
  const attempt = timeout(fetch, ms === undefined ? {} : { timeout: ms });
  const send = retrying(attempt, options);
  return async (url, own) => {
    // The query is a signature: who has it has the file.
    const sending = { method: 'GET', path: url.origin + url.pathname, answer: 'stream' } as const;
    const response = await send(url.href, {
      method: 'GET',
      ...(own.signal && { signal: own.signal }),
      call: contextOf(sending, own),
    });
    if (response.ok) return response;
    throw await errorOf(response, sending);
  };
}
