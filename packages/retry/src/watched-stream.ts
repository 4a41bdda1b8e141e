import { ConnectionError } from '@kaiten-sdk/core';
import { readableCopy } from './readable-copy.js';
import type { TimeLimit } from './time-limit.js';

/** The response with a body that says where it broke, and that holds its limit until it has ended. */
export function watchedStream(response: Response, limit: TimeLimit, context: object): Response {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let bytes = 0;
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
      limit.release();
    },
    cancel(reason) {
      limit.release();
      return reader.cancel(reason);
    },
  };
  return readableCopy(response, new ReadableStream(source, { highWaterMark: 0 }));
}
