import { JSONPathError } from 'json-p3';
import type { Problem } from '../../cli/problem.ts';
import { atMost } from '../../openapi/at-most.ts';
import type { Action } from './action.ts';
import { copyNode } from './copy.ts';
import { unmetExpectations } from './expect.ts';
import { nearestPath } from './nearest.ts';
import { type Node, select } from './query.ts';
import { removeNodes } from './remove.ts';
import type { Root } from './root.ts';
import { updateNodes } from './update.ts';

/** Carries out one action on the document; says why not where it does not fit. */
export function applyAction(root: Root, action: Action, lenient: boolean): Problem[] {
  try {
    const nodes = select(action.query, root.document);
    if (nodes.length === 0) return lenient ? [] : [matchesNothing(root, action)];
    const unmet = nodes.flatMap((node) => unmetExpectations(node, action));
    return atMost(5, unmet.length > 0 ? unmet : change(root, nodes, action));
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
