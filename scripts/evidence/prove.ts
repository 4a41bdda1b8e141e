import type { JsonObject } from '../openapi/json.ts';
import { sentBodiesOf } from './bodies.ts';
import { type EvidenceFinding, recordedFindings } from './contradictions.ts';
import { uncheckedKeywords } from './keywords.ts';
import type { Evidence } from './recording.ts';
import { requirementsOf, unsupportedFindings } from './requirements.ts';
import { SchemaCases } from './schema-cases.ts';

/** Where a contract contradicts recordings, or requires what nothing supports. */
export function proveContract(contract: JsonObject, evidence: Evidence): EvidenceFinding[] {
  return [
    ...proveRecorded(contract, evidence),
    ...unsupportedFindings(requirementsOf(contract, evidence)),
  ];
}

/** Where a contract contradicts recordings, or could without being noticed. */
export function proveRecorded(contract: JsonObject, evidence: Evidence): EvidenceFinding[] {
  const cases = new SchemaCases(contract);
  const bodies = sentBodiesOf(contract);
  const recordings = Map.groupBy(evidence.recordings, ({ operationId }) => operationId);
  const unchecked = uncheckedKeywords(contract, bodies);
  return [
    ...unchecked.map(({ keyword, operationId, pointer }) => ({
      rule: 'evidence-keyword' as const,
      pointer,
      message: `keyword ${keyword} of a response cannot be checked against recordings`,
      evidence: operationId,
    })),
    ...bodies.flatMap((body) =>
      recordedFindings(cases, body, recordings.get(body.operationId) ?? []),
    ),
  ];
}
