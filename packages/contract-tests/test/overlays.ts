import { readOverlays } from '@kaiten-sdk/scripts/lib/contract/overlays.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/lib/contract/paths.ts';
import { readPolicy } from '@kaiten-sdk/scripts/lib/diff/policy.ts';

/** What is written by hand; apart from the rest, since to read it takes its time. */
export const overlays = await readOverlays(ROOT);
export const policy = await readPolicy(contractPaths(ROOT).policy);
