import { gunzipSync } from 'node:zlib';

const BLOCK = 512;
const FILE = '0';

/** How many files a packed package has, and how large they are together, in bytes. */
export function measureTarball(packed: Uint8Array): { files: number; bytes: number } {
  const tar = gunzipSync(packed);
  const total = { files: 0, bytes: 0 };
  let at = 0;
  // An archive ends with a block of zeros.
  while (at < tar.length && tar[at] !== 0) {
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (header.toString('latin1', 156, 157) === FILE) {
      total.files += 1;
      total.bytes += size;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return total;
}
