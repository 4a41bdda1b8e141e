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
 * Applies overlays (OpenAPI Overlay Specification 1.0 to 1.2) to any JSON document, in order. All
 * versions follow the rules of 1.1, which define what 1.0 leaves open. Keeps the order of keys;
 * changes neither the document nor the overlays, and the result shares no objects with them.
 *
 * Two extensions detect changes of upstream: `x-expect` is a value that every matched node must
 * equal (objects only in the keys of the expected value); `x-expect-absent` lists RFC 6901
 * pointers, relative to every matched node, that must not exist.
 *
 * @param options.lenient Accepts an action that matches nothing, as the specification requires.
 * Default: false, it is an error.
 * @param options.onWrite Called before each action that changes something, with the locations that
 * it writes.
 * @throws `PipelineError` with all problems of all overlays, each with file, action number (from
 * 1), target and hint.
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

/** Applies one action to the document; returns a problem if it cannot be applied. */
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
