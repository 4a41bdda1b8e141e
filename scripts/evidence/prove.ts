import type { JsonObject } from '../openapi/json.ts';
import { recordedFailings } from './check-recorded.ts';
import { type Requirement, Requirements, unsupportedFailings } from './check-required.ts';
import type { Failing } from './failing.ts';
import type { Evidence, FiledRecording } from './read.ts';
import { sentBy } from './responses.ts';
import { Views } from './views.ts';

/** Where a contract is not what was recorded, or requires what nothing supports. */
export function proveContract(contract: JsonObject, evidence: Evidence): Failing[] {
  return [
    ...proveRecorded(contract, evidence),
    ...unsupportedFailings(requirementsOf(contract, evidence)),
  ];
}

/** Where a contract is not what was recorded. */
export function proveRecorded(contract: JsonObject, evidence: Evidence): Failing[] {
  const views = new Views(contract);
  const recordings = byOperation(evidence);
  return sentBy(contract).flatMap((sent) => {
    const own = recordings.get(sent.operationId);
    return own ? recordedFailings(views, sent, own) : [];
  });
}

/** Everything that a contract requires in what Kaiten sends, with what it rests on. */
export function requirementsOf(contract: JsonObject, evidence: Evidence): readonly Requirement[] {
  const recordings = byOperation(evidence);
  const requirements = new Requirements(new Views(contract), evidence.documented);
  for (const sent of sentBy(contract)) {
    requirements.add(sent, recordings.get(sent.operationId) ?? []);
  }
  return requirements.found;
}

function byOperation({ recordings }: Evidence): ReadonlyMap<string, readonly FiledRecording[]> {
  return Map.groupBy(recordings, ({ operationId }) => operationId);
}
