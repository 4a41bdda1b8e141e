import { readFile, stat } from 'node:fs/promises';
import type { SpecDocument } from './answer.ts';
import { SpecRejectedError } from './errors.ts';
import { tooLarge } from './too-large.ts';

/**
 * Reads the spec from a file.
 *
 * @throws SpecRejectedError when that fails: a path somebody typed is no network that may be down.
 */
export async function readSpecFile(path: string, maxBytes: number): Promise<SpecDocument> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new SpecRejectedError(`${path} is no file`);
    if (stats.size > maxBytes) throw tooLarge(path, maxBytes, stats.size);
    const bytes = await readFile(path);
    return {
      kind: 'document',
      bytes,
      etag: null,
      lastModified: null,
      finalUrl: path,
      contentType: null,
    };
  } catch (cause) {
    if (cause instanceof SpecRejectedError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new SpecRejectedError(`Cannot read ${path}: ${reason}`, [], { cause });
  }
}
