import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { labelOf, operationsOf } from '../openapi/operations.ts';
import { parsePointer } from '../openapi/reference.ts';
import { asObject } from './contract-part.ts';

/** Finds the operations that use a component, directly or through other components. */
export class OperationUsage {
  /** Pointers of what refers to a component, by the pointer of the component. */
  readonly #usedBy = new Map<string, Set<string>>();
  /** Names of operations and webhooks, by their pointers. */
  readonly #names = new Map<string, string>();

  constructor(document: JsonObject) {
    for (const entry of operationsOf(document)) {
      this.#names.set(entry.pointer, String(entry.operation.operationId ?? labelOf(entry)));
      this.#addReferences(entry.pointer, entry.operation);
      this.#addReferences(entry.pointer, entry.pathItem.parameters ?? null);
    }
    for (const [name, item] of Object.entries(asObject(document.webhooks))) {
      const pointer = toPointer(['webhooks', name]);
      const { operationId } = asObject(asObject(item).post);
      this.#names.set(pointer, String(operationId ?? name));
      this.#addReferences(pointer, item);
    }
    for (const [section, components] of Object.entries(asObject(document.components))) {
      for (const [name, component] of Object.entries(asObject(components))) {
        this.#addReferences(toPointer(['components', section, name]), component);
      }
    }
  }

  /** The names of the operations that are at a pointer, or that use the component there. */
  operationsOf(owner: string): string[] {
    const found = new Set<string>();
    const seen = new Set([owner]);
    // The set grows during the loop, which visits what is added.
    for (const next of seen) {
      const name = this.#names.get(next);
      if (name !== undefined) found.add(name);
      for (const user of this.#usedBy.get(next) ?? []) seen.add(user);
    }
    return [...found].sort();
  }

  #addReferences(user: string, node: Json): void {
    if (Array.isArray(node)) for (const item of node) this.#addReferences(user, item);
    else if (isObject(node)) {
      for (const [key, value] of Object.entries(node)) {
        if (key === '$ref' && typeof value === 'string') this.#addReference(user, value);
        else this.#addReferences(user, value);
      }
    }
  }

  #addReference(user: string, ref: string): void {
    if (!ref.startsWith('#/components/')) return;
    const component = toPointer(parsePointer(ref.slice(1)).slice(0, 3));
    const users = this.#usedBy.get(component);
    if (users) users.add(user);
    else this.#usedBy.set(component, new Set([user]));
  }
}
