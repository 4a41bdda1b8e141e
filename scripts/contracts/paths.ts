import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository this code lives in. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The files of the Kaiten contract below a repository's root. */
export function contractPaths(root: string) {
  const folder = join(root, 'specs/kaiten');
  return {
    source: join(folder, 'source.json'),
    upstream: join(folder, 'upstream.json'),
    lock: join(folder, 'upstream.lock.json'),
    overlays: join(folder, 'overlays'),
    overlayLock: join(folder, 'overlays.lock.json'),
    contract: join(folder, 'openapi.json'),
    published: join(folder, 'published.json'),
    consumers: join(folder, 'consumers'),
    policy: join(folder, 'policy.yaml'),
    evidence: join(folder, 'evidence'),
    facts: join(folder, 'facts'),
    mismatches: join(folder, 'MISMATCHES.md'),
    undocumentedSource: join(folder, 'undocumented/openapi.yaml'),
    undocumented: join(folder, 'undocumented/openapi.json'),
  };
}

/** The contract of SCIM, below a repository's root. */
export const SCIM_CONTRACT = 'specs/scim/openapi.yaml';

/** A path as messages name it: from the working directory. */
export function displayPath(path: string): string {
  return relative(process.cwd(), path) || '.';
}
