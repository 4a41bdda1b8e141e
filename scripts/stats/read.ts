import { PipelineError } from '../cli/problem.ts';
import { type ContractDocument, readContractDocuments } from '../contracts/documents.ts';
import { isKnownIn, readEvidence } from '../evidence/index.ts';
import { collectMismatches, readOverlays } from '../patch/index.ts';
import { type DocumentStats, documentStats } from './document-stats.ts';
import { type EvidenceStats, evidenceStats } from './evidence-stats.ts';
import { importKinds } from './imports.ts';

export interface Stats {
  readonly documents: readonly ({ readonly kind: string; readonly file: string } & DocumentStats)[];
  readonly mismatches: MismatchStats;
  /** What the contract rests on; not there if the repository has no evidence. */
  readonly evidence?: EvidenceStats;
  /** Kinds of files that an import can have; not there where `@kaiten-sdk/imports` is not built. */
  readonly imports?: number;
}

interface MismatchStats {
  readonly rows: number;
  /** What the contract says as it really is. */
  readonly reflected: number;
  /** What it does not, each with a reason. */
  readonly listed: number;
}

/**
 * Counts what the contracts of a repository describe, as they are committed.
 *
 * @throws `PipelineError` where a document or a note cannot be read.
 */
export async function readStats(root: string): Promise<Stats> {
  const documents = await readContractDocuments(root);
  const imports = await importKinds(root);
  return {
    documents: documents.map(({ kind, file, document }) => ({
      kind,
      file,
      ...documentStats(document),
    })),
    mismatches: await mismatchStats(root, documents),
    ...(await evidenceOf(root, documents)),
    ...(imports === undefined ? {} : { imports }),
  };
}

async function evidenceOf(
  root: string,
  documents: readonly ContractDocument[],
): Promise<Pick<Stats, 'evidence'>> {
  const contract = documents.find(({ kind }) => kind === 'REST')?.document;
  const evidence = await readEvidence(root, isKnownIn(documents));
  if (!contract || evidence.recordings.length === 0) return {};
  return { evidence: evidenceStats(contract, evidence) };
}

async function mismatchStats(
  root: string,
  [contract]: readonly ContractDocument[],
): Promise<MismatchStats> {
  const { mismatches, problems } = collectMismatches(
    await readOverlays(root),
    contract?.document ?? {},
  );
  if (problems.length > 0) throw new PipelineError('The notes of mismatches do not fit', problems);
  const listed = mismatches.filter(({ unreflected }) => unreflected !== undefined).length;
  return { rows: mismatches.length, reflected: mismatches.length - listed, listed };
}
