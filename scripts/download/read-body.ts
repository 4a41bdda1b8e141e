/**
 * Reads a body to its end, but not beyond a limit: what counts are the decompressed bytes that come,
 * not the `Content-Length`, which may lie or count compressed ones.
 *
 * @returns `undefined` when there was more; reading stopped there.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  limit: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The start of a body, as far as one looks to see what it is; the rest is not read. */
export async function readBodyStart(body: AsyncIterable<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= 4096) break;
  }
  return Buffer.concat(chunks, size);
}
