import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';

/**
 * A file of the disk, to be uploaded. Its content is read while it is sent, not before.
 *
 * @param name What it is called in Kaiten. @default the last part of the path
 * @throws When there is no such file.
 */
export async function fileFromPath(
  path: string,
  { name = basename(path), type = '' }: { readonly name?: string; readonly type?: string } = {},
): Promise<File> {
  return new File([await openAsBlob(path, { type })], name, { type });
}
