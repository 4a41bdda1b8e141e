export { replaceFiles } from './files.ts';
export { TARGETS } from './targets.ts';
