import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const BUILT = 'packages/imports/dist/index.js';

/**
 * How many kinds of files an import can have, `meta-data.json` among them, as the built package knows
 * them; `undefined` where it is not built.
 */
export async function importKinds(root: string): Promise<number | undefined> {
  const path = join(root, BUILT);
  if (!existsSync(path)) return undefined;
  const { IMPORT_ENTITIES } = (await import(pathToFileURL(path).href)) as {
    readonly IMPORT_ENTITIES: readonly string[];
  };
  return IMPORT_ENTITIES.length + 1;
}
