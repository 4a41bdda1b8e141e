export { MisfitError, mustStillPatch, type RegenerateOptions, regenerate } from './regenerate.ts';
export { contractReportOf, type RegenerateReport, specReportOf } from './report.ts';
