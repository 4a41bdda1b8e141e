import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readDiffSide } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { mustBeBuilt } from './built.ts';
import { type ConsumersCheck, checkConsumers } from './check.ts';
import { readKept } from './kept.ts';
import { packagesIn } from './workspace.ts';

export interface RepositoryCheck extends ConsumersCheck {
  readonly published: JsonObject;
}

/**
 * Compiles code written for the last published contract with a repository's packages as built.
 *
 * @throws `PipelineError` where they are not built, or were built from other sources.
 */
export async function checkRepository(root: string): Promise<RepositoryCheck> {
  const paths = contractPaths(root);
  const packages = await packagesIn(root);
  await mustBeBuilt(packages);
  const [{ document: published }, kept] = await Promise.all([
    readDiffSide(displayPath(paths.published), root),
    readKept(paths.consumers),
  ]);
  return { ...(await checkConsumers({ published, kept, packages })), published };
}
