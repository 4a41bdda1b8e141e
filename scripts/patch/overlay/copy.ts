import type { JSONPathQuery } from 'json-p3';
import type { Problem } from '../../cli/problem.ts';
import { cloneJson } from './clone.ts';
import { nearestPath } from './nearest.ts';
import { type Node, select } from './query.ts';
import type { Root } from './root.ts';
import { updateNodes } from './update.ts';

/** Merges the one node that a query selects into each of the others. */
export function copyNode(root: Root, nodes: readonly Node[], source: JSONPathQuery): Problem[] {
  const [found, ...others] = select(source, root.document);
  if (!found) {
    return [
      {
        message: `copy: ${source} matches nothing`,
        hint: nearestPath(source, root.document),
      },
    ];
  }
  if (others.length > 0) {
    return [{ message: `copy: ${source} matches ${others.length + 1} nodes, it must be one` }];
  }
  // A copy, because the target may lie inside the source or the source inside the target.
  return updateNodes(root, nodes, cloneJson(found.value));
}
