import type { Problem } from '../../cli/problem.ts';
import type { Json, JsonArray, JsonObject } from '../../openapi/json.ts';
import { cloneJson } from './clone.ts';
import { kindOf } from './kind.ts';
import { append, conflictsOf, mergeObject } from './merge.ts';
import type { Node } from './query.ts';
import { placeAt, type Root } from './root.ts';

/**
 * Merges a value into each node: into objects, at the end of arrays (the items of an array, any
 * other value as one item), in place of primitives.
 *
 * @returns What does not fit; a node with a conflict is left as it is.
 */
export function updateNodes(root: Root, nodes: readonly Node[], value: Json): Problem[] {
  const kinds = new Set(nodes.map((node) => kindOf(node.value)));
  if (kinds.size > 1) {
    return [
      {
        message: `matches nodes of different kinds: ${[...kinds].join(', ')}`,
        hint: 'Select only objects, only arrays or only primitives, by a filter or by two actions.',
      },
    ];
  }
  return nodes.flatMap((node) => updateNode(root, node, value));
}

function updateNode(root: Root, { value: target, location }: Node, value: Json): Problem[] {
  const kind = kindOf(target);
  const conflicts = kind === 'array' ? [] : conflictsOf(target, value, location);
  if (conflicts.length > 0) return conflicts;
  if (kind === 'array') append(target as JsonArray, value);
  else if (kind === 'object') mergeObject(target as JsonObject, value as JsonObject);
  else {
    const { container, key } = placeAt(root, location);
    (container as JsonObject)[key] = cloneJson(value);
  }
  return [];
}
