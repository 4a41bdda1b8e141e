import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { TypeName } from '../contract/schema.ts';

export type FindingKind =
  | 'unknown-field'
  | 'type'
  | 'null'
  | 'missing-required'
  | 'unknown-enum-value';

/** One thing that answers have and the contract has not, or the other way round. No values. */
export interface Finding {
  readonly kind: FindingKind;
  /** RFC 6901 pointer into the contract: to the schema that is not true. */
  readonly pointer: string;
  /** Name of the field: of what is unknown or missing. */
  readonly field?: string;
  /** Types that were seen there; none for what is missing. */
  readonly types: readonly TypeName[];
  /** How often it was seen. */
  readonly seen: number;
  /** How many values were there to see it in. */
  readonly of: number;
  readonly operationIds: readonly string[];
}

/** A finding with what a draft needs beyond it, which no report shows. */
export interface FullFinding extends Finding {
  /** Codes that the contract lacks, where they look like codes. */
  readonly codes: readonly Json[];
}
