import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { displayPath } from '@kaiten-sdk/scripts/lib/contract/paths.ts';
import { PipelineError, type Problem } from '@kaiten-sdk/scripts/lib/problem.ts';
import type { Operation } from '../contract/operations.ts';
import { answerPlace } from './answer-place.ts';
import type { Probe } from './probe.ts';

/**
 * Looks at the answers in a folder: JSON in files that are named by their operation, such as
 * `getCard.json` and `getCard.3.json`.
 *
 * @returns How many there were.
 * @throws PipelineError where a file is named otherwise or holds no JSON. No content is told.
 */
export async function lookAtRecorded(
  probe: Probe,
  operations: readonly Operation[],
  folder: string,
): Promise<number> {
  const known = new Map(operations.map((operation) => [operation.operationId, operation]));
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.json')).sort();
  const problems: Problem[] = [];
  for (const name of names) {
    const file = displayPath(join(folder, name));
    const [operationId = ''] = name.split('.');
    const operation = known.get(operationId);
    const place = operation && answerPlace(operation);
    const value = await readJson(join(folder, name));
    if (!place)
      problems.push({
        file,
        message: `${operationId} is no operation with an answer`,
        hint: NAMING,
      });
    else if (value === undefined) problems.push({ file, message: 'is no JSON' });
    else probe.look(operationId, place, value.json);
  }
  if (names.length === 0)
    problems.push({ file: displayPath(folder), message: 'has no answers', hint: NAMING });
  if (problems.length > 0) throw new PipelineError('The recorded answers cannot be used', problems);
  return names.length;
}

const NAMING = 'Name files by operationId and number, as in getCard.3.json.';

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    const problem = {
      file: displayPath(folder),
      message: (cause as NodeJS.ErrnoException).code ?? '',
    };
    throw new PipelineError('The folder cannot be read', [problem], { cause });
  }
}

/** The parser's message quotes the text, so it is not handed on. */
async function readJson(path: string): Promise<{ json: unknown } | undefined> {
  try {
    return { json: JSON.parse(await readFile(path, 'utf8')) };
  } catch {
    return undefined;
  }
}
