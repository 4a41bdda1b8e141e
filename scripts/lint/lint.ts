import { type ContractDocument, readContractDocuments } from '../contracts/documents.ts';
import type { JsonObject } from '../openapi/json.ts';
import { type Overlay, readOverlays } from '../patch/index.ts';
import { evidenceFindings } from './evidence.ts';
import type { LintFinding, LintOptions, LintReport, LintRule, PlacedFinding } from './finding.ts';
import { globalNameFindings, nameFindings } from './names.ts';
import { operationFindings } from './operations.ts';
import { fileToFix } from './overlay-places.ts';
import { paginationFindings } from './pagination.ts';
import { redoclyFindings } from './redocly.ts';
import { enumFindings, schemaFindings } from './schemas.ts';

const RULES: readonly LintRule[] = [
  operationFindings,
  paginationFindings,
  schemaFindings,
  enumFindings,
  nameFindings,
  globalNameFindings,
];

/** Checks the committed contracts of a repository: by redocly, by our rules, and by its evidence. */
export async function lintContracts(root: string): Promise<LintReport> {
  const documents = await readContractDocuments(root);
  const overlays = await readOverlays(root);
  const findings = await Promise.all([
    ...documents.map((document) => lintContract(document, overlays)),
    evidenceFindings(root, documents, overlays),
  ]);
  return { documents: documents.map(({ file }) => file), findings: findings.flat() };
}

async function lintContract(
  { document, file, kind }: ContractDocument,
  overlays: readonly Overlay[],
): Promise<PlacedFinding[]> {
  const ours = lintDocument(document, { unknownResponses: kind === 'undocumented' });
  const findings = [...(await redoclyFindings(file)), ...ours];
  const fixIn = kind === 'REST' ? fileToFix(document, overlays) : () => undefined;
  return findings.map((finding) => ({ ...finding, file: fixIn(finding.pointer) ?? file }));
}

/** What breaks the rules of this folder. */
export function lintDocument(document: JsonObject, options: LintOptions = {}): LintFinding[] {
  return RULES.flatMap((rule) => rule(document, options));
}
