export { updateContractChangeset } from './contract-changeset.ts';
