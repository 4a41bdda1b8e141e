export { changesOf, withConsumers } from './changes.ts';
export { checkConsumers } from './check.ts';
export { readKept } from './kept.ts';
export { programsOf, programText } from './programs.ts';
export { checkRepository } from './repository.ts';
export { packagesIn } from './workspace.ts';
