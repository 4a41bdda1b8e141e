import type { Problem } from '../../cli/problem.ts';
import type { JsonArray, JsonObject } from '../../openapi/json.ts';
import type { Node } from './query.ts';
import { placeAt, type Root } from './root.ts';

/** Removes each node from the object or array that it is in. */
export function removeNodes(root: Root, nodes: readonly Node[]): Problem[] {
  if (nodes.some(({ location }) => location.length === 0)) {
    return [{ message: 'the document itself cannot be removed' }];
  }
  // All places are found before any is removed: removing shifts the indices of those after it.
  const keysByContainer = new Map<JsonObject | JsonArray, Set<string | number>>();
  for (const { location } of nodes) {
    const { container, key } = placeAt(root, location);
    const keys = keysByContainer.get(container);
    if (keys) keys.add(key);
    else keysByContainer.set(container, new Set([key]));
  }
  for (const [container, keys] of keysByContainer) removeKeys(container, keys);
  return [];
}

function removeKeys(container: JsonObject | JsonArray, keys: ReadonlySet<string | number>): void {
  if (Array.isArray(container)) {
    const kept = container.filter((_, index) => !keys.has(index));
    kept.forEach((item, index) => {
      container[index] = item;
    });
    container.length = kept.length;
    return;
  }
  for (const key of keys) delete container[key];
}
