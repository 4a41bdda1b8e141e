import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PipelineError } from '../cli/problem.ts';
import { type ContractDocument, readContractDocuments } from '../contracts/documents.ts';
import { isKnownIn, readEvidence } from '../evidence/index.ts';
import { collectMismatches, readOverlays } from '../patch/index.ts';
import { type DocumentStats, documentStats } from './document-stats.ts';
import { type EvidenceStats, evidenceStats } from './evidence-stats.ts';

const BUILT = 'packages/imports/dist/index.js';

export interface RepositoryStats {
  readonly documents: readonly ({ readonly kind: string; readonly file: string } & DocumentStats)[];
  readonly mismatches: MismatchStats;
  /** What supports the contract; absent if the repository has no evidence. */
  readonly evidence?: EvidenceStats;
  /** Kinds of files in an import; absent if `@kaiten-sdk/imports` is not built. */
  readonly imports?: number;
}

interface MismatchStats {
  readonly rows: number;
  /** Mismatches that the contract describes as they really are. */
  readonly reflected: number;
  /** Mismatches that it does not, each with a reason. */
  readonly listed: number;
}

/**
 * Counts what the committed contracts of a repository describe.
 *
 * @throws `PipelineError` if a document or a mismatch cannot be read.
 */
export async function readStats(root: string): Promise<RepositoryStats> {
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
): Promise<Pick<RepositoryStats, 'evidence'>> {
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
  if (problems.length > 0)
    throw new PipelineError('Some mismatches do not match the contract', problems);
  const listed = mismatches.filter(({ unreflected }) => unreflected !== undefined).length;
  return { rows: mismatches.length, reflected: mismatches.length - listed, listed };
}

/**
 * The number of kinds of files in an import, including `meta-data.json`, according to the built
 * package; `undefined` if it is not built.
 */
async function importKinds(root: string): Promise<number | undefined> {
  const path = join(root, BUILT);
  if (!existsSync(path)) return undefined;
  const { IMPORT_ENTITIES } = (await import(pathToFileURL(path).href)) as {
    readonly IMPORT_ENTITIES: readonly string[];
  };
  return IMPORT_ENTITIES.length + 1;
}
