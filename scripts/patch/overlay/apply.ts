import { PipelineError } from '../../cli/problem.ts';
import type { Json, JsonObject } from '../../openapi/json.ts';
import { applyAction } from './apply-action.ts';
import { depthProblems } from './check-depth.ts';
import { cloneJson } from './clone.ts';
import { inAction } from './in-action.ts';
import { parseOverlay } from './parse.ts';
import type { Root } from './root.ts';

export interface Overlay {
  /** What to call it in messages. */
  readonly file: string;
  readonly document: JsonObject;
}

/**
 * Applies overlays (OpenAPI Overlay Specification 1.0 to 1.2) to any JSON document, in order, by one
 * set of rules: those of 1.1, which spell out what 1.0 leaves open. Key order is kept; neither the
 * document nor the overlays are changed, and the result shares nothing with them.
 *
 * Two extensions guard an action against what upstream changes: `x-expect` is a value that every
 * matched node must equal, objects in those keys that it has; `x-expect-absent` lists RFC 6901
 * pointers below every matched node where nothing may be.
 *
 * @param options.lenient Let an action that matches nothing pass, as the specification has it.
 * Default: false, it fails.
 * @throws `PipelineError` with everything that does not fit, of all overlays, each with file, action
 * number (from 1), target and hint.
 */
export function applyOverlays(
  base: Json,
  overlays: readonly Overlay[],
  { lenient = false }: { lenient?: boolean } = {},
): Json {
  const [tooDeep] = depthProblems(base);
  if (tooDeep) throw new PipelineError(`The document to patch ${tooDeep.message}`);
  const parsed = overlays.map(parseOverlay);
  const problems = parsed.flatMap((overlay) => overlay.problems);
  const root: Root = { document: cloneJson(base) };
  for (const action of parsed.flatMap((overlay) => overlay.actions)) {
    const misfits = applyAction(root, action, lenient);
    problems.push(...misfits.map((problem) => inAction(action.place, problem)));
  }
  if (problems.length === 0) return root.document;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new PipelineError(`The overlays cannot be applied: ${count}`, problems);
}
