import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount } from '../cli/format-count.ts';
import { writeFilesAtomic } from '../cli/write.ts';
import { readContractDocuments } from '../contracts/documents.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { addRecordings } from './merge.ts';
import { parseShapes } from './parse.ts';
import { evidenceFileOf, isKnownIn, readEvidence } from './read.ts';
import { serializeShapes } from './serialize.ts';
import { type Occasion, readRecordings } from './sources.ts';

/**
 * Adds recordings to the evidence of a repository.
 *
 * @returns What was done, as lines for a person.
 * @throws `PipelineError` with all that cannot be used; every file is as it was then.
 */
export async function addEvidence(
  root: string,
  paths: readonly string[],
  occasion: Occasion,
): Promise<readonly string[]> {
  const isKnown = isKnownIn(await readContractDocuments(root));
  const evidence = await readEvidence(root, isKnown);
  const added = await readRecordings(paths, occasion, isKnown);
  const files = [...Map.groupBy(added, ({ operationId }) => operationId)].map(
    ([operationId, recordings]) => {
      const before = evidence.recordings
        .filter((recording) => recording.operationId === operationId)
        .map(({ file: _, ...recording }) => recording);
      const path = join(contractPaths(root).evidence, evidenceFileOf(operationId));
      const text = serializeShapes(addRecordings(before, recordings));
      // Labels of the command line are checked as those in files are.
      parseShapes(text, { file: displayPath(path), isKnown });
      return { path, text, isNew: text !== serializeShapes(before) };
    },
  );
  const changed = files.filter(({ isNew }) => isNew);
  await mkdir(contractPaths(root).evidence, { recursive: true });
  await writeFilesAtomic(changed.map(({ path, text }) => ({ path, content: text })));
  return [
    ...changed.map(({ path }) => `${displayPath(path)} written`),
    `${formatCount(added.length, 'recording')} read, ${formatCount(changed.length, 'file')} changed`,
  ];
}
