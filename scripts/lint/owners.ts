import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { parsePointer } from '../openapi/reference.ts';
import type { Overlay } from '../patch/index.ts';

/** Which overlay made an operation (by its id) or a component (by its pointer). */
type Owners = ReadonlyMap<string, string>;

/** The file to mend for what is found at a pointer into the contract, where one can be told. */
export function fileToMend(
  contract: JsonObject,
  overlays: readonly Overlay[],
): (pointer: string) => string | undefined {
  const owners = ownersOf(overlays);
  return (pointer) => {
    const [section, first = '', second = ''] = parsePointer(pointer);
    if (section === 'components') return owners.get(`/components/${first}/${second}`);
    const items = section === undefined ? undefined : contract[section];
    const item = isObject(items) ? items[first] : undefined;
    const operation = isObject(item) ? item[second] : undefined;
    return isObject(operation) ? owners.get(String(operation.operationId)) : undefined;
  };
}

function ownersOf(overlays: readonly Overlay[]): Owners {
  const owners = new Map<string, string>();
  for (const { file, document } of overlays) {
    for (const action of Array.isArray(document.actions) ? document.actions : []) {
      if (!isObject(action)) continue;
      // Later overlays refer to what an earlier one made, or add to it.
      for (const name of [...operationsIn(action.update), ...componentsIn(action)]) {
        if (!owners.has(name)) owners.set(name, file);
      }
    }
  }
  return owners;
}

function operationsIn(update: Json | undefined): string[] {
  if (!isObject(update)) return [];
  const { operationId } = update;
  return typeof operationId === 'string'
    ? [operationId]
    : Object.values(update).flatMap((value) => operationsIn(value));
}

function componentsIn({ target, update }: JsonObject): string[] {
  const match = /^\$\.components(?:\.(?<section>\w+))?$/.exec(String(target));
  if (!match || !isObject(update)) return [];
  const section = match.groups?.section;
  const sections = section === undefined ? Object.entries(update) : [[section, update] as const];
  return sections.flatMap(([name, components]) =>
    isObject(components) ? Object.keys(components).map((key) => `/components/${name}/${key}`) : [],
  );
}
