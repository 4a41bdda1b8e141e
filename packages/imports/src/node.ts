export { checkImport, ImportFolderError } from './node/check-import.js';
export type { ReadOptions as CheckImportOptions } from './node/read-json.js';
