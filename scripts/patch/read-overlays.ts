import { PipelineError, type Problem } from '../cli/problem.ts';
import { displayPath } from '../contracts/paths.ts';
import { describeType, isObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import type { Overlay } from './overlay/apply.ts';

/**
 * Reads overlay files, from wherever they are, in their order.
 *
 * @throws `PipelineError` with what is wrong in every one of them that cannot be read.
 */
export async function readOverlayFiles(paths: readonly string[]): Promise<Overlay[]> {
  const results = await Promise.allSettled(paths.map(readOverlayFile));
  const overlays: Overlay[] = [];
  const problems: Problem[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') overlays.push(result.value);
    else if (result.reason instanceof PipelineError) problems.push(...result.reason.problems);
    else throw result.reason;
  }
  if (problems.length > 0) throw new PipelineError('The overlays cannot be read', problems);
  return overlays;
}

async function readOverlayFile(path: string): Promise<Overlay> {
  const file = displayPath(path);
  const document = await readDocument(file);
  if (isObject(document)) return { file, document };
  const message = `an overlay is an object, this is ${describeType(document)}`;
  throw new PipelineError(`${file} is no overlay`, [{ file, message }]);
}
