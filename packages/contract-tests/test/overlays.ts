import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { readPolicy } from '@kaiten-sdk/scripts/diff/index.ts';
import { readOverlays } from '@kaiten-sdk/scripts/patch/index.ts';

/** What is written by hand; apart from the rest, since to read it takes its time. */
export const overlays = await readOverlays(ROOT);
export const policy = await readPolicy(contractPaths(ROOT).policy);
