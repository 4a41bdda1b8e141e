export type { OperationChanges } from './changes.ts';
export { type DownloadOptions, type DownloadPlan, downloadSpec } from './download.ts';
export { SpecRejectedError, SpecUnreachableError } from './errors.ts';
export { type FetchSettings, fetchSpec } from './fetch-spec.ts';
export { sha256 } from './shape.ts';
export { verdictsOn } from './verdicts.ts';
