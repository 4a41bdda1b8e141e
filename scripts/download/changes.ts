import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type JsonObject, toPointer } from '../openapi/json.ts';
import { HTTP_METHODS, labelOf, type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { reach } from '../openapi/walk.ts';

/** Operations, as `GET /cards/{id}`, in document order. */
export interface OperationChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/**
 * Compares the operations of two shapes. An operation has changed if its own definition differs, or
 * if it refers to a component that has changed.
 */
export function changesBetween(before: JsonObject, after: JsonObject): OperationChanges {
  const old = operationsByName(before);
  const now = operationsByName(after);
  const components = changedComponents(before, after);
  const hasChanged = ([name, entry]: [string, OperationEntry]): boolean => {
    const previous = old.get(name);
    if (!previous) return false;
    return ownText(previous) !== ownText(entry) || leadsTo(components, entry, after);
  };
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].filter(hasChanged).map(([name]) => name),
  };
}

function operationsByName(document: JsonObject): Map<string, OperationEntry> {
  return new Map(operationsOf(document).map((entry) => [labelOf(entry), entry]));
}

const METHODS: ReadonlySet<string> = new Set(HTTP_METHODS);

/** The operation with the parameters and servers of its path. */
function ownText({ operation, pathItem }: OperationEntry): string {
  const shared = Object.entries(pathItem).filter(([key]) => !METHODS.has(key));
  return JSON.stringify([operation, shared]);
}

/** Pointers of the components that differ. */
function changedComponents(before: JsonObject, after: JsonObject): Set<string> {
  const old = componentTexts(before);
  const now = componentTexts(after);
  return new Set([...now.keys()].filter((pointer) => old.get(pointer) !== now.get(pointer)));
}

function componentTexts({ components }: JsonObject): Map<string, string> {
  return new Map(
    Object.entries(components ?? {}).flatMap(([section, named]) =>
      Object.entries(isObject(named) ? named : {}).map(
        ([name, component]) =>
          [toPointer(['components', section, name]), JSON.stringify(component)] as const,
      ),
    ),
  );
}

function leadsTo(
  components: ReadonlySet<string>,
  { operation, path, pathItem, pointer }: OperationEntry,
  document: JsonObject,
): boolean {
  if (components.size === 0) return false;
  const roots: DocumentNode[] = [
    { kind: 'operation', node: operation, pointer },
    { kind: 'pathItem', node: parametersOnly(pathItem), pointer: toPointer(['paths', path]) },
  ];
  for (const reached of reach(document, roots)) {
    if (components.has(reached.pointer)) return true;
  }
  return false;
}

function parametersOnly({ parameters }: JsonObject): JsonObject {
  return parameters === undefined ? {} : { parameters };
}
