import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { sentBodiesOf } from './bodies.ts';
import { parseDocumented, parseShapes } from './parse.ts';
import type { Evidence, FiledRecording } from './recording.ts';

const DOCUMENTED_FILE = 'documented.json';

/**
 * Reads the evidence of a repository.
 *
 * @param isKnown Whether the contract has an operation.
 * @throws `PipelineError` with the problems of every file that cannot be used.
 */
export async function readEvidence(
  root: string,
  isKnown: (operationId: string) => boolean,
): Promise<Evidence> {
  const folder = contractPaths(root).evidence;
  const names = existsSync(folder) ? await readdir(folder) : [];
  const recordings: FiledRecording[] = [];
  const problems: Problem[] = [];
  let documented: Evidence['documented'] = {};
  for (const name of names.sort()) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue;
    const file = displayPath(join(folder, name));
    try {
      const text = await readFile(join(folder, name), 'utf8');
      if (name === DOCUMENTED_FILE) {
        documented = parseDocumented(text, { file, isKnown });
        continue;
      }
      for (const recording of parseShapes(text, { file, isKnown })) {
        const right = evidenceFileOf(recording.operationId);
        const message = `has a recording of ${recording.operationId}`;
        if (name !== right) problems.push({ file, message, hint: `It belongs in ${right}.` });
        recordings.push({ ...recording, file });
      }
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new PipelineError('The evidence cannot be used', problems);
  return { recordings, documented };
}

/** A function that returns whether one of some contracts has an operation, or a webhook, of an id. */
export function isKnownIn(
  documents: readonly { readonly document: JsonObject }[],
): (operationId: string) => boolean {
  const known = new Set(
    documents.flatMap(({ document }) => sentBodiesOf(document).map((body) => body.operationId)),
  );
  return (operationId) => known.has(operationId);
}

export function evidenceFileOf(operationId: string): string {
  return `${operationId}.json`;
}
