export { contractOf } from './contract-of.ts';
export { MisfitError, mustStillPatch } from './misfit.ts';
export { regenerate } from './regenerate.ts';
