import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { contractPaths, displayPath, SCIM_CONTRACT } from './paths.ts';

export interface ContractDocument {
  readonly kind: (typeof DOCUMENTS)[number]['kind'];
  /** As messages name it: from the working directory. */
  readonly file: string;
  readonly document: JsonObject;
}

const { contract, undocumented } = contractPaths('');

/** The OpenAPI documents that packages are generated from, below the repository's root. */
const DOCUMENTS = [
  { kind: 'REST', file: contract },
  { kind: 'undocumented', file: undocumented },
  { kind: 'SCIM', file: SCIM_CONTRACT },
] as const;

/** Reads the OpenAPI documents that a repository has. */
export async function readContractDocuments(root: string): Promise<ContractDocument[]> {
  const present = DOCUMENTS.filter(({ file }) => existsSync(join(root, file)));
  return Promise.all(
    present.map(async ({ kind, file }) => {
      const path = displayPath(join(root, file));
      return { kind, file: path, document: (await readDocument(path)) as JsonObject };
    }),
  );
}
