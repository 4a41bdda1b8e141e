import { readOverlays } from '@kaiten-sdk/scripts/lib/contract/overlays.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/lib/contract/paths.ts';
import { readPolicy } from '@kaiten-sdk/scripts/lib/diff/policy.ts';
import { readContract, readUpstream } from '../src/contract/read.ts';

/** What is committed; every test leaves it as it is. */
export const contract = await readContract();
export const upstream = await readUpstream();
export const overlays = await readOverlays(ROOT);
export const policy = await readPolicy(contractPaths(ROOT).policy);
export const file = 'openapi.json';

/** The same in every run, so that a failure is no matter of luck. */
export const SEED = 20_261_121;
