import type { FiledRecording } from './read.ts';

/** One way in which the contract is not what was recorded, or requires what nothing supports. */
export interface Failing {
  readonly rule: EvidenceRule;
  /** RFC 6901 pointer into the contract to what has to change. */
  readonly pointer: string;
  /** The entry of a list of required properties that is meant. */
  readonly entry?: string;
  readonly message: string;
  /** Where it was seen, such as `specs/kaiten/evidence/listTags.json, 2024, …: $[].name`. */
  readonly evidence: string;
}

type EvidenceRule =
  | 'evidence-required'
  | 'evidence-null'
  | 'evidence-kind'
  | 'evidence-undescribed'
  | 'evidence-unsupported';

/** How messages name a place in a recording. */
export function citation(recording: FiledRecording, place: string): string {
  const { by, file, recorded, variant } = recording;
  const of = variant === undefined ? '' : `, ${variant}`;
  return `${file}, ${recorded}${of}, ${by}: ${place}`;
}
