export { contractPaths, displayPath, ROOT } from './paths.ts';
