import { isObject, type Json } from '../../openapi/json.ts';
import type { Action } from './parse.ts';
import { type Node, type NodeLocation, select } from './query.ts';

/**
 * The locations that an action writes: nodes that it removes, and values that it adds, replaces or
 * appends to. Of an object that it merges or adds, the properties count, not the object.
 *
 * @param nodes What the action matches.
 * @param document The document before the action.
 */
export function writtenLocations(
  nodes: readonly Node[],
  { change }: Action,
  document: Json,
): NodeLocation[] {
  if (change.kind === 'none') return [];
  if (change.kind === 'remove') return nodes.map(({ location }) => location);
  const value = change.kind === 'update' ? change.value : select(change.source, document)[0]?.value;
  const ends = locationsIn(value ?? null);
  return nodes.flatMap((node) =>
    Array.isArray(node.value) ? [node.location] : ends.map((end) => [...node.location, ...end]),
  );
}

/** The locations of all values in one that are not objects with properties. */
function locationsIn(value: Json, location: NodeLocation = []): NodeLocation[] {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) return [location];
  return entries.flatMap(([key, child]) => locationsIn(child, [...location, key]));
}
