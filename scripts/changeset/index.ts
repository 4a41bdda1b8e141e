export { updateContractChangeset } from './file.ts';
