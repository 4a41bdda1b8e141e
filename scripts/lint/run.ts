import { type ContractDocument, readContractDocuments } from '../contracts/documents.ts';
import { type Overlay, readOverlays } from '../patch/index.ts';
import { evidenceFindings } from './evidence.ts';
import type { PlacedFinding } from './finding.ts';
import { lintDocument } from './lint.ts';
import { fileToMend } from './owners.ts';
import { redoclyFindings } from './redocly.ts';

export interface LintReport {
  /** The documents that were looked at. */
  readonly documents: readonly string[];
  readonly findings: readonly PlacedFinding[];
}

/** Lints the contracts of a repository, as they are committed, and proves them by its evidence. */
export async function lintContracts(root: string): Promise<LintReport> {
  const documents = await readContractDocuments(root);
  const overlays = await readOverlays(root);
  const findings = await Promise.all([
    ...documents.map((document) => lintOne(document, overlays)),
    evidenceFindings(root, documents, overlays),
  ]);
  return { documents: documents.map(({ file }) => file), findings: findings.flat() };
}

async function lintOne(
  { document, file, kind }: ContractDocument,
  overlays: readonly Overlay[],
): Promise<PlacedFinding[]> {
  const ours = lintDocument(document, { unknownAnswers: kind === 'undocumented' });
  const findings = [...(await redoclyFindings(file)), ...ours];
  const mendIn = kind === 'REST' ? fileToMend(document, overlays) : () => undefined;
  return findings.map((finding) => ({ ...finding, file: mendIn(finding.pointer) ?? file }));
}
