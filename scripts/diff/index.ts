export {
  bumpFor,
  type ContractChange,
  type ContractDiff,
  contractDiff,
  isAtLeast,
  type VersionBump,
} from './change.ts';
export {
  asObject,
  type ContractPart,
  describePart,
  nameOfPart,
  propertyPart,
  schemaPart,
} from './contract-part.ts';
export { type DiffSection, diffDocuments, diffInSections, type SectionedDiff } from './diff.ts';
export {
  type DiffReport,
  formatHeadline,
  formatMarkdown,
  formatOperations,
  formatSummary,
  formatText,
} from './format.ts';
export { OperationUsage } from './operation-usage.ts';
export { type ChangePolicy, policyFor, readPolicy } from './policy.ts';
export { rateDifferences } from './rate.ts';
export { readComparison, readOpenApi } from './read-comparison.ts';
export { sourceLines } from './source-lines.ts';
