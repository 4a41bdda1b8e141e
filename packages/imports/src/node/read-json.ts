import { readFile, stat } from 'node:fs/promises';

export interface ReadOptions {
  /**
   * The largest JSON file to read, in bytes. A file is held in memory as a whole, and takes several
   * times its size there.
   *
   * @default 268435456 (256 MiB)
   */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 256 * 1024 ** 2;

/** What a file has, or why it cannot be had, in words. */
export type ReadResult = { readonly content: unknown } | { readonly problem: string };

export async function readJson(
  path: string,
  { maxBytes = DEFAULT_MAX_BYTES }: ReadOptions,
): Promise<ReadResult> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      return {
        problem: `is too large to check: ${size} bytes, at most ${maxBytes} are read. Split the import, or raise the limit`,
      };
    }
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    return { problem: whyNotRead(error) };
  }
}

function parse(text: string): ReadResult {
  try {
    return { content: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` };
  }
}

function whyNotRead(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'is a folder, not a file';
  return `cannot be read: ${code ?? message}`;
}
