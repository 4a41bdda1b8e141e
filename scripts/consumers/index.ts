export { rateBreaks, withBreaks } from './changes.ts';
export { checkConsumers, checkRepository, readHandwritten } from './check.ts';
export { packagesIn } from './packages.ts';
export { programsOf, programText } from './programs.ts';
