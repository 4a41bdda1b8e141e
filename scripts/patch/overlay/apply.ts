import { JSONPathError } from 'json-p3';
import { PipelineError, type Problem } from '../../cli/problem.ts';
import type { Json } from '../../openapi/json.ts';
import { atMost } from '../../openapi/short-value.ts';
import { unmetExpectations } from './expect.ts';
import { writtenLocations } from './footprint.ts';
import { type Action, depthProblems, inAction, type Overlay, parseOverlay } from './parse.ts';
import { type Node, type NodeLocation, nearestPath, select } from './query.ts';
import { cloneJson, copyNode, type Root, removeNodes, updateNodes } from './update.ts';

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
 * @param options.onWrite Called before each action that changes something, with the locations that
 * it writes.
 * @throws `PipelineError` with everything that does not fit, of all overlays, each with file, action
 * number (from 1), target and hint.
 */
export function applyOverlays(
  base: Json,
  overlays: readonly Overlay[],
  options: ApplyOptions = {},
): Json {
  const [tooDeep] = depthProblems(base);
  if (tooDeep) throw new PipelineError(`The document to patch ${tooDeep.message}`);
  const parsed = overlays.map(parseOverlay);
  const problems = parsed.flatMap((overlay) => overlay.problems);
  const root: Root = { document: cloneJson(base) };
  for (const action of parsed.flatMap((overlay) => overlay.actions)) {
    const misfits = applyAction(root, action, options);
    problems.push(...misfits.map((problem) => inAction(action.place, problem)));
  }
  if (problems.length === 0) return root.document;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new PipelineError(`The overlays cannot be applied: ${count}`, problems);
}

export interface ApplyOptions {
  readonly lenient?: boolean;
  readonly onWrite?: (action: Action, locations: readonly NodeLocation[]) => void;
}

/** Applies one action to the document, or returns why it does not fit. */
function applyAction(root: Root, action: Action, { lenient, onWrite }: ApplyOptions): Problem[] {
  try {
    const nodes = select(action.query, root.document);
    if (nodes.length === 0) return lenient ? [] : [matchesNothing(root, action)];
    const unmet = nodes.flatMap((node) => unmetExpectations(node, action));
    if (unmet.length > 0) return atMost(5, unmet);
    onWrite?.(action, writtenLocations(nodes, action, root.document));
    return atMost(5, change(root, nodes, action));
  } catch (error) {
    if (error instanceof JSONPathError) return [{ message: error.message }];
    throw error;
  }
}

function change(root: Root, nodes: readonly Node[], { change }: Action): Problem[] {
  switch (change.kind) {
    case 'remove':
      return removeNodes(root, nodes);
    case 'copy':
      return copyNode(root, nodes, change.source);
    case 'update':
      return updateNodes(root, nodes, change.value);
    case 'none':
      return [];
  }
}

function matchesNothing(root: Root, { query }: Action): Problem {
  return { message: 'matches nothing', hint: nearestPath(query, root.document) };
}
