import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import { shortList } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { Finding } from './finding.ts';

/** A finding in words, without any value. */
export function toldFinding(finding: Finding): string {
  const { of, operationIds, seen } = finding;
  return `${whatOf(finding)}, seen ${seen} of ${of} (${shortList(operationIds)})`;
}

/** Findings as problems of the contract. */
export function findingProblems(findings: readonly Finding[], file: string): Problem[] {
  return findings.map((finding) => ({
    file,
    pointer: finding.pointer,
    message: toldFinding(finding),
  }));
}

function whatOf({ field, kind, types }: Finding): string {
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
