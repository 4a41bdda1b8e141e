import { isObject, type JsonObject, toPointer } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { reach, walk } from '../openapi/walk.ts';
import type { Written } from './upstream-guard.ts';

/**
 * Removes the tags, in place, of operations that no overlay gives tags: tags of upstream alone do not
 * make an operation one that an overlay describes.
 */
export function removeTagsOfUpstream(patched: JsonObject, written: readonly Written[]): void {
  const described = writtenObjects(
    written.map(({ action, locations }) => ({
      action,
      locations: locations.filter(([, , , key]) => key === 'tags'),
    })),
  );
  for (const { operation, pointer } of operationsOf(patched)) {
    if (!described.has(pointer)) delete operation.tags;
  }
}

/**
 * Removes, in place, webhooks that no overlay describes, and components that no overlay writes and
 * nothing in the contract uses: the packages would export their names, which can be anything.
 */
export function removeUnused(contract: JsonObject, written: readonly Written[]): void {
  const ours = writtenObjects(written);
  removeFrom(contract, 'webhooks', (name) => ours.has(toPointer(['webhooks', name])));
  const roots = [...walk(contract)].filter(({ kind }) => kind === 'operation');
  const used = new Set([...reach(contract, roots)].map(({ pointer }) => pointer));
  const schemes = schemesOf(contract);
  const components = isObject(contract.components) ? contract.components : {};
  for (const section of Object.keys(components)) {
    removeFrom(components, section, (name) => {
      const pointer = toPointer(['components', section, name]);
      return (
        ours.has(pointer) ||
        used.has(pointer) ||
        (section === 'securitySchemes' && schemes.has(name))
      );
    });
  }
}

/** The pointers to the operations, webhooks and components that the overlays write. */
function writtenObjects(written: readonly Written[]): ReadonlySet<string> {
  return new Set(
    written.flatMap(({ locations }) =>
      locations.map((location) => toPointer(location.slice(0, location[0] === 'webhooks' ? 2 : 3))),
    ),
  );
}

/** Removes the entries of a map that are not kept, and the map itself if none are left. */
function removeFrom(parent: JsonObject, key: string, isKept: (name: string) => boolean): void {
  const entries = parent[key];
  if (!isObject(entries)) return;
  const removed = Object.keys(entries).filter((name) => !isKept(name));
  for (const name of removed) delete entries[name];
  if (removed.length > 0 && Object.keys(entries).length === 0) delete parent[key];
}

/** The names of the security schemes that the contract or one of its operations requires. */
function schemesOf(contract: JsonObject): ReadonlySet<string> {
  const operations = operationsOf(contract).map(({ operation }) => operation);
  const requirements = [contract, ...operations].flatMap(({ security }) =>
    Array.isArray(security) ? security : [],
  );
  return new Set(requirements.flatMap((requirement) => Object.keys(requirement ?? {})));
}
