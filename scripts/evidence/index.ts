export { sentBodiesOf } from './bodies.ts';
export type { EvidenceFinding } from './contradictions.ts';
export { shapesOf } from './parse.ts';
export {
  HIDDEN_ID,
  HIDDEN_NAME,
  isHex,
  isHiddenName,
  isNamedStep,
  itemsPlace,
  propertyPlace,
  shownName,
  stepOf,
} from './place.ts';
export { proveContract, proveRecorded } from './prove.ts';
export { isKnownIn, readEvidence } from './read.ts';
export {
  absencesAt,
  countsAt,
  type Evidence,
  isLater,
  presencesIn,
  type Recording,
  shapeOf,
  shapeOfAll,
} from './recording.ts';
export { type Requirement, type RequirementSupport, requirementsOf } from './requirements.ts';
export { readRecordingFile, recordingFilesAt } from './sources.ts';
