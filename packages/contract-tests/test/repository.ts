import { readContract, readUpstream } from '../src/contract/read.ts';

/** What is committed; every test leaves it as it is. */
export const contract = await readContract();
export const upstream = await readUpstream();
export const file = 'openapi.json';

/** The same in every run, so that a failure is no matter of luck. */
export const SEED = 20_261_121;
