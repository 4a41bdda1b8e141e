import type { ContractDocument } from '../contracts/documents.ts';
import {
  type EvidenceFinding,
  isKnownIn,
  proveContract,
  proveRecorded,
  readEvidence,
} from '../evidence/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { Overlay } from '../patch/index.ts';
import type { PlacedFinding } from './finding.ts';
import { fileToFix, OverlayLines } from './overlay-places.ts';

/**
 * Where the contracts of a repository contradict its evidence, with the line of the overlay to fix.
 * Undocumented operations are known from a client, which supports what they require.
 *
 * @throws `PipelineError` if a file of evidence cannot be used.
 */
export async function evidenceFindings(
  root: string,
  documents: readonly ContractDocument[],
  overlays: readonly Overlay[],
): Promise<PlacedFinding[]> {
  const evidence = await readEvidence(root, isKnownIn(documents));
  // A repository without recordings has nothing to compare with.
  if (evidence.recordings.length === 0) return [];
  const found = documents.map(({ document, file, kind }) => {
    if (kind === 'REST') return placed(proveContract(document, evidence), document, file, overlays);
    return placed(proveRecorded(document, evidence), document, file, []);
  });
  return (await Promise.all(found)).flat();
}

async function placed(
  findings: readonly EvidenceFinding[],
  contract: JsonObject,
  file: string,
  overlays: readonly Overlay[],
): Promise<PlacedFinding[]> {
  if (findings.length === 0) return [];
  const lines = await OverlayLines.read(contract, overlays);
  const fixIn = fileToFix(contract, overlays);
  const groups = Map.groupBy(findings, ({ entry, message, pointer, rule }) =>
    [rule, pointer, entry ?? message].join(' '),
  );
  return [...groups.values()].map((alike) => {
    const [{ entry, message, pointer, rule }] = alike as [EvidenceFinding, ...EvidenceFinding[]];
    const at = lines.at(pointer, entry) ?? { file: fixIn(pointer) ?? file };
    return { rule, pointer, message: `${message} (${citations(alike)})`, ...at };
  });
}

const MAX_CITED = 3;

function citations(alike: readonly EvidenceFinding[]): string {
  const cited = [...new Set(alike.map(({ evidence }) => evidence))];
  const more = cited.length > MAX_CITED ? [`and ${cited.length - MAX_CITED} more places`] : [];
  return [...cited.slice(0, MAX_CITED), ...more].join('; ');
}
