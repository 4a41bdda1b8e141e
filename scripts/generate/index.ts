export { replaceFiles } from './replace-files.ts';
export { TARGETS } from './targets.ts';
