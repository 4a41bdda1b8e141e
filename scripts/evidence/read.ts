import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { parseDocumented, parseShapes } from './parse.ts';
import type { Recording } from './recording.ts';
import { sentBy } from './responses.ts';

/** A recording, and the file it is in. */
export interface FiledRecording extends Recording {
  readonly file: string;
}

export interface Evidence {
  readonly recordings: readonly FiledRecording[];
  /** By operation: what the documentation lists at the top level of its response. */
  readonly documented: Readonly<Record<string, readonly string[]>>;
}

const DOCUMENTED_FILE = 'documented.json';

/**
 * Reads the evidence of a repository.
 *
 * @param isKnown Whether the contract has an operation.
 * @throws `PipelineError` with what is wrong in every file that cannot be used.
 */
export async function readEvidence(
  root: string,
  isKnown: (operationId: string) => boolean,
): Promise<Evidence> {
  const folder = contractPaths(root).evidence;
  const names = existsSync(folder) ? (await readdir(folder)).filter(isEvidence).sort() : [];
  const recordings: FiledRecording[] = [];
  const problems: Problem[] = [];
  let documented: Evidence['documented'] = {};
  for (const name of names) {
    const file = displayPath(join(folder, name));
    try {
      const text = await readFile(join(folder, name), 'utf8');
      if (name === DOCUMENTED_FILE) {
        documented = parseDocumented(text, { file, isKnown }).operations;
        continue;
      }
      const parsed = parseShapes(text, { file, isKnown });
      problems.push(...misfiled(parsed.recordings, name, file));
      recordings.push(...parsed.recordings.map((recording) => ({ ...recording, file })));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new PipelineError('The evidence cannot be used', problems);
  return { recordings, documented };
}

/** Whether contracts have an operation, or a webhook, of an id. */
export function isKnownIn(
  documents: readonly { readonly document: JsonObject }[],
): (operationId: string) => boolean {
  const known = new Set(
    documents.flatMap(({ document }) => sentBy(document).map(({ operationId }) => operationId)),
  );
  return (operationId) => known.has(operationId);
}

export function evidenceFileOf(operationId: string): string {
  return `${operationId}.json`;
}

function isEvidence(name: string): boolean {
  return name.endsWith('.json') && !name.startsWith('.');
}

function misfiled(recordings: readonly Recording[], name: string, file: string): Problem[] {
  return recordings
    .filter(({ operationId }) => evidenceFileOf(operationId) !== name)
    .map(({ operationId }) => ({
      file,
      message: `has a recording of ${operationId}`,
      hint: `It belongs in ${evidenceFileOf(operationId)}.`,
    }));
}
