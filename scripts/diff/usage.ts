import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { parsePointer } from '../openapi/reference.ts';

/** Who uses what: the operations that a change of a component reaches. */
export class Usage {
  readonly #usedBy = new Map<string, Set<string>>();
  readonly #operations = new Map<string, string>();

  constructor(document: JsonObject) {
    const users: [pointer: string, node: Json][] = [
      ...operationsOf(document).map(({ pointer, operation, pathItem, method, path }) => {
        this.#operations.set(pointer, nameOf(operation, `${method.toUpperCase()} ${path}`));
        return [pointer, { ...operation, shared: pathItem.parameters ?? null }] as [string, Json];
      }),
      ...webhooksIn(document).map(([name, item]): [string, Json] => {
        const pointer = toPointer(['webhooks', name]);
        this.#operations.set(pointer, webhookName(item, name));
        return [pointer, item];
      }),
      ...componentsIn(document),
    ];
    for (const [pointer, node] of users) this.#note(pointer, node);
  }

  /** Names of the operations that are it, or use it directly or through others. */
  operationsOf(owner: string): string[] {
    const found = new Set<string>();
    const seen = new Set([owner]);
    const pending = [owner];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const operation = this.#operations.get(next);
      if (operation !== undefined) found.add(operation);
      for (const user of this.#usedBy.get(next) ?? []) {
        if (!seen.has(user)) {
          seen.add(user);
          pending.push(user);
        }
      }
    }
    return [...found].sort();
  }

  #note(user: string, node: Json): void {
    if (Array.isArray(node)) {
      for (const item of node) this.#note(user, item);
      return;
    }
    if (!isObject(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '$ref' && typeof value === 'string') this.#noteReference(user, value);
      else this.#note(user, value);
    }
  }

  #noteReference(user: string, ref: string): void {
    if (!ref.startsWith('#/components/')) return;
    const component = toPointer(parsePointer(ref.slice(1)).slice(0, 3));
    const users = this.#usedBy.get(component);
    if (users) users.add(user);
    else this.#usedBy.set(component, new Set([user]));
  }
}

function nameOf(operation: JsonObject, otherwise: string): string {
  return typeof operation.operationId === 'string' ? operation.operationId : otherwise;
}

function webhookName(item: Json, name: string): string {
  const post = isObject(item) ? item.post : undefined;
  return isObject(post) ? nameOf(post, name) : name;
}

function webhooksIn(document: JsonObject): [string, Json][] {
  return isObject(document.webhooks) ? Object.entries(document.webhooks) : [];
}

function componentsIn(document: JsonObject): [string, Json][] {
  if (!isObject(document.components)) return [];
  return Object.entries(document.components).flatMap(([section, named]) =>
    isObject(named)
      ? Object.entries(named).map(([name, node]): [string, Json] => [
          toPointer(['components', section, name]),
          node,
        ])
      : [],
  );
}
