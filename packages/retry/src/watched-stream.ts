import { ConnectionError, responseInfoOf } from '@kaiten-sdk/core';
import { readableCopy } from './readable-copy.js';
import type { TimeLimit } from './time-limit.js';

/**
 * The response with a body that says where it broke. Time no longer matters to it; its signal does,
 * until it has ended.
 */
export function watchedStream(response: Response, limit: TimeLimit, context: object): Response {
  limit.stopTimer();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let bytes = 0;
  let ended: (() => void) | undefined;
  const release = (): void => {
    limit.release();
    ended?.();
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          bytes += value.byteLength;
          return controller.enqueue(value);
        }
        controller.close();
      } catch (cause) {
        const broken = new ConnectionError(`The answer broke off after ${bytes} bytes`, { cause });
        controller.error(Object.assign(limit.errorOf(broken), context));
      }
      release();
    },
    cancel(reason) {
      release();
      return reader.cancel(reason);
    },
  };
  const watched = readableCopy(response, new ReadableStream(source, { highWaterMark: 0 }));
  responseInfoOf(watched).onEnd = (callback) => {
    ended = callback;
  };
  return watched;
}
