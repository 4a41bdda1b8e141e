import type { ContractDocument } from '../contracts/documents.ts';
import {
  type Failing,
  isKnownIn,
  OverlayLines,
  proveContract,
  proveRecorded,
  readEvidence,
} from '../evidence/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { Overlay } from '../patch/index.ts';
import type { PlacedFinding } from './finding.ts';
import { fileToMend } from './owners.ts';

/**
 * Where the contracts of a repository are not what was recorded, by the line of the overlay to mend.
 * Undocumented operations are known from a client, so what they require rests on that.
 *
 * @throws `PipelineError` if a file of evidence cannot be used.
 */
export async function evidenceFindings(
  root: string,
  documents: readonly ContractDocument[],
  overlays: readonly Overlay[],
): Promise<PlacedFinding[]> {
  const evidence = await readEvidence(root, isKnownIn(documents));
  // Without evidence there is nothing to prove: other repositories have none.
  if (evidence.recordings.length === 0) return [];
  const found = documents.map(({ document, file, kind }) => {
    if (kind === 'REST') return placed(proveContract(document, evidence), document, file, overlays);
    return placed(proveRecorded(document, evidence), document, file, []);
  });
  return (await Promise.all(found)).flat();
}

async function placed(
  failings: readonly Failing[],
  contract: JsonObject,
  file: string,
  overlays: readonly Overlay[],
): Promise<PlacedFinding[]> {
  if (failings.length === 0) return [];
  const lines = await OverlayLines.read(contract, overlays);
  const owner = fileToMend(contract, overlays);
  return [...Map.groupBy(failings, keyOf).values()].map((alike) => {
    const [{ entry, pointer, rule }] = alike as [Failing, ...Failing[]];
    const at = lines.at(pointer, entry) ?? { file: owner(pointer) ?? file };
    return { rule, pointer, message: messageOf(alike), ...at };
  });
}

function keyOf({ entry, message, pointer, rule }: Failing): string {
  return [rule, pointer, entry ?? message].join(' ');
}

const MOST_CITED = 3;

function messageOf(alike: readonly Failing[]): string {
  const cited = [...new Set(alike.map(({ evidence }) => evidence))];
  const more = cited.length > MOST_CITED ? [`and ${cited.length - MOST_CITED} more places`] : [];
  return `${alike[0]?.message} (${[...cited.slice(0, MOST_CITED), ...more].join('; ')})`;
}
