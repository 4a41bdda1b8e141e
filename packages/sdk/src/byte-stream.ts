/** Bytes that come in pieces, from the web's streams or Node's. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export function isStream(value: unknown): value is ByteStream {
  return value instanceof ReadableStream || Symbol.asyncIterator in Object(value);
}

export function webStream(stream: ByteStream): ReadableStream<Uint8Array> {
  if (stream instanceof ReadableStream) return stream;
  // Bun and most browsers have no `ReadableStream.from`.
  const pieces = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
