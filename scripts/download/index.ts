export type { OperationChanges } from './changes.ts';
export { type DownloadOptions, type DownloadPlan, downloadSpec } from './download.ts';
export { SpecRejectedError, SpecUnreachableError } from './failures.ts';
export { type FetchSettings, fetchSpec } from './fetch.ts';
export { sha256 } from './shape.ts';
export { verdictsOn } from './verdicts.ts';
