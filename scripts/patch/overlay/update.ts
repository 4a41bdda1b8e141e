import type { JSONPathQuery } from 'json-p3';
import type { Problem } from '../../cli/problem.ts';
import {
  describeType,
  isObject,
  type Json,
  type JsonArray,
  type JsonObject,
  toPointer,
} from '../../openapi/json.ts';
import { type Node, type NodeLocation, nearestPath, select } from './query.ts';

/**
 * Contains the document being patched, so that the document itself has a location and can be
 * replaced.
 */
export interface Root {
  document: Json;
}

/** A location in an object or an array. */
interface Place {
  readonly container: JsonObject | JsonArray;
  readonly key: string | number;
}

/** The slot at an existing location. */
function placeAt(root: Root, location: NodeLocation): Place {
  let container = root as unknown as JsonObject;
  let key: string | number = 'document';
  for (const segment of location) {
    container = container[key] as JsonObject;
    key = segment;
  }
  return { container, key };
}

/**
 * Merges a value into each node: into objects, at the end of arrays (the items of an array, any
 * other value as one item), in place of primitives.
 *
 * @returns The conflicts; a node with a conflict is not changed.
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

/**
 * The conflicts between a value and the target: objects merge with objects, arrays extend arrays,
 * primitives replace primitives, and any other combination is an error.
 *
 * @param location Of the target, for messages.
 */
function conflictsOf(target: Json, value: Json, location: NodeLocation): Problem[] {
  const kind = kindOf(target);
  if (kind !== kindOf(value)) return [conflict(target, value, location)];
  if (kind !== 'object') return [];
  const [existing, given] = [target as JsonObject, value as JsonObject];
  return sharedKeys(existing, given).flatMap((key) =>
    conflictsOf(existing[key] as Json, given[key] as Json, [...location, key]),
  );
}

/** Merges an object into a compatible one. The target then shares no objects with `value`. */
function mergeObject(target: JsonObject, value: JsonObject): void {
  for (const key of Object.keys(value)) {
    const given = value[key] as Json;
    const existing = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isObject(existing)) mergeObject(existing, given as JsonObject);
    else if (Array.isArray(existing)) append(existing, given);
    else setProperty(target, key, cloneJson(given));
  }
}

/** Appends the items of an array, or any other value, to an array. */
function append(target: JsonArray, value: Json): void {
  for (const item of Array.isArray(value) ? value : [value]) target.push(cloneJson(item));
}

function sharedKeys(one: JsonObject, other: JsonObject): string[] {
  return Object.keys(other).filter((key) => Object.hasOwn(one, key));
}

function conflict(target: Json, value: Json, location: NodeLocation): Problem {
  const place = toPointer(location) || 'the document';
  return {
    message: `${place} is ${describeType(target)}, ${describeType(value)} cannot be merged into it`,
    hint: 'To replace it, remove it in an action before this one.',
  };
}

/** Removes each node from the object or array that it is in. */
export function removeNodes(root: Root, nodes: readonly Node[]): Problem[] {
  if (nodes.some(({ location }) => location.length === 0)) {
    return [{ message: 'the document itself cannot be removed' }];
  }
  // All locations are found before any is removed: removing shifts the indices of those after it.
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

/**
 * A copy that shares no objects with the original or within itself: `structuredClone` would keep a
 * value that YAML aliases in two locations shared, and a change to one would affect the other.
 */
export function cloneJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(cloneJson);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setProperty(copy, key, cloneJson(value[key] as Json));
  return copy;
}

/** Assigning to `__proto__` would change the object's prototype instead of adding a property. */
function setProperty(object: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { ...PLAIN_PROPERTY, value });
}

const PLAIN_PROPERTY = { configurable: true, enumerable: true, writable: true };

/** The types that the merge rules of the specification distinguish. */
type Kind = 'object' | 'array' | 'primitive';

function kindOf(value: Json): Kind {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' && value !== null ? 'object' : 'primitive';
}
