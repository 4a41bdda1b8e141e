import { readFile } from 'node:fs/promises';
import { isNode, isSeq, parseDocument } from 'yaml';
import { PipelineError } from '../cli/problem.ts';
import { writeFilesAtomic } from '../cli/write.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readOpenApi } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { parseDocument as parseText } from '../openapi/read.ts';
import { actionId, contractFiles, type Overlay, overlayIn, readOverlays } from '../patch/index.ts';

/**
 * Removes actions from the overlays and patches the contract without them.
 *
 * @param ids The actions: `spaces#3` is the third of `spaces.overlay.yaml`.
 * @param options.keep Other actions and places that are accepted with what upstream has there now.
 * @returns The contract before and after.
 * @throws `PipelineError` if there is no such action, or if the contract cannot be made without it; all
 * files are unchanged then.
 */
export async function adopt(
  root: string,
  ids: readonly string[],
  { keep }: { readonly keep?: readonly string[] } = {},
): Promise<{ before: JsonObject; after: JsonObject }> {
  const overlays = await readOverlays(root);
  mustExist(ids, overlays);
  const edits = await Promise.all(
    overlays
      .map(({ file }) => ({ file, numbers: numbersIn(file, ids) }))
      .filter(({ numbers }) => numbers.length > 0)
      .map(async ({ file, numbers }) => ({
        path: file,
        content: withoutActions(await readFile(file, 'utf8'), numbers, file),
      })),
  );
  const edited = new Map(
    edits.map(({ path, content }) => [path, overlayIn(parseText(content, path), path)]),
  );
  const before = await readOpenApi(displayPath(contractPaths(root).contract), root);
  const { contract, files } = await contractFiles(root, {
    overlays: overlays.map((overlay) => edited.get(overlay.file) ?? overlay),
    keep,
  });
  await writeFilesAtomic([...edits, ...files]);
  return { before, after: contract };
}

function mustExist(ids: readonly string[], overlays: readonly Overlay[]): void {
  const known = overlays.flatMap(({ file, document }) =>
    (document.actions as unknown[]).map((_, index) =>
      actionId({ place: { file, number: index + 1 } }),
    ),
  );
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new PipelineError(
    `There is no action ${unknown.join(', ')}`,
    unknown.map((id) => ({
      message: `${id} is not an action`,
      hint: 'Write the name of the overlay and the number of the action: spaces#3.',
    })),
  );
}

function numbersIn(file: string, ids: readonly string[]): number[] {
  return ids
    .map((id) => Number(id.slice(id.lastIndexOf('#') + 1)))
    .filter((number) => ids.includes(actionId({ place: { file, number } })));
}

/** Cuts actions out of the text of an overlay, so that the rest stays as it was written. */
function withoutActions(text: string, numbers: readonly number[], file: string): string {
  const actions = parseDocument(text).get('actions');
  const items = isSeq(actions) ? actions.items.filter(isNode) : [];
  if (items.length === numbers.length) {
    throw new PipelineError(`${file} would have no action left`, [
      { file, message: 'an overlay needs an action', hint: 'Remove it here and in source.json.' },
    ]);
  }
  const starts = items.map(({ range }) => text.lastIndexOf('\n', range?.[0] ?? 0) + 1);
  const parts = starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length));
  return [
    text.slice(0, starts[0]),
    ...parts.filter((_, index) => !numbers.includes(index + 1)),
  ].join('');
}
