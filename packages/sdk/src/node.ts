import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';

/**
 * Creates a `File` for an upload. Its content is read while it is sent.
 *
 * @param name Name of the file in Kaiten. @default the last segment of `path`
 * @param type Media type.
 * @throws if the file does not exist.
 */
export async function fileFromPath(
  path: string,
  { name = basename(path), type = '' }: { readonly name?: string; readonly type?: string } = {},
): Promise<File> {
  return new File([await openAsBlob(path, { type })], name, { type });
}
