import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import { isHex } from '@kaiten-sdk/scripts/evidence/index.ts';
import { type Json, shortList } from '@kaiten-sdk/scripts/openapi/index.ts';
import { type ContractOperation, successfulResponsesOf } from '../contract/contract.ts';
import type { Placed, TypeName } from '../contract/schema.ts';

export type FindingKind =
  | 'unknown-field'
  | 'type'
  | 'null'
  | 'missing-required'
  | 'unknown-enum-value';

/** A difference between responses and the contract, without values. */
export interface ResponseFinding {
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
export interface FullFinding extends ResponseFinding {
  /** Codes that the contract lacks, where they look like codes. */
  readonly codes: readonly Json[];
}

/** A finding in words, without any value. */
export function describeFinding(finding: ResponseFinding): string {
  const { of, operationIds, seen } = finding;
  return `${whatOf(finding)}, seen ${seen} of ${of} (${shortList(operationIds)})`;
}

/** Findings as problems of the contract. */
export function findingProblems(findings: readonly ResponseFinding[], file: string): Problem[] {
  return findings.map((finding) => ({
    file,
    pointer: finding.pointer,
    message: describeFinding(finding),
  }));
}

function whatOf({ field, kind, types }: ResponseFinding): string {
  const seen = types.join(' or ');
  switch (kind) {
    case 'unknown-field':
      return field === '*'
        ? `unknown fields with names that may be data (${seen})`
        : `unknown field ${field} (${seen})`;
    case 'type':
      return `type ${seen}, which the contract does not allow`;
    case 'null':
      return 'null, which the contract does not allow';
    case 'missing-required':
      return `required field ${field} is missing`;
    case 'unknown-enum-value':
      return `a value that the enum does not list (${seen})`;
  }
}

/** The schema of the success response of an operation. */
export function successPlace(operation: ContractOperation): Placed | undefined {
  const [success] = successfulResponsesOf(operation);
  return success && { schema: success.content.schema, pointer: success.content.pointer };
}

/** Whether a value in the place of a code is one, and nothing that a person wrote. */
export function isCode(value: unknown): value is Json {
  if (typeof value === 'string') return /^[a-z][a-z0-9_:.-]{0,39}$/i.test(value) && !isHex(value);
  return Number.isInteger(value) && Math.abs(Number(value)) < 10_000;
}
