import { childrenOf, type DocumentNode } from './grammar.ts';
import { isObject, type JsonObject } from './json.ts';
import { referencesOf, resolve } from './reference.ts';

/** Every object of a document that OpenAPI gives a meaning, parents first, in document order. */
export function* walk(document: JsonObject): Generator<DocumentNode> {
  // A stack of our own: documents come from outside and may be nested deeper than the call stack.
  const pending: DocumentNode[] = [{ kind: 'document', node: document, pointer: '' }];
  for (let node = pending.pop(); node; node = pending.pop()) {
    yield node;
    for (const child of childrenOf(node).reverse()) pending.push(child);
  }
}

export interface Reached extends DocumentNode {
  /** What it was reached from; absent for a root. */
  readonly from?: Reached;
}

/**
 * Everything reached from some objects, inside them and through references, nearest first. Each
 * object comes once, by a shortest way.
 */
export function* reach(document: JsonObject, roots: Iterable<DocumentNode>): Generator<Reached> {
  const seen = new Set<string>();
  let ring: Reached[] = [...roots];
  while (ring.length > 0) {
    const next: Reached[] = [];
    for (const reached of ring) {
      if (seen.has(reached.pointer)) continue;
      seen.add(reached.pointer);
      yield reached;
      for (const node of [...childrenOf(reached), ...referredToBy(document, reached)]) {
        next.push({ ...node, from: reached });
      }
    }
    ring = next;
  }
}

/** What an object refers to, as far as it resolves. */
export function referredToBy(document: JsonObject, from: DocumentNode): DocumentNode[] {
  return referencesOf(from).flatMap(({ ref, kind }) => {
    const target = resolve(document, ref);
    return target && isObject(target.value)
      ? [{ kind, node: target.value, pointer: target.pointer }]
      : [];
  });
}

/** The named schema that a pointer leads to or into. */
export function schemaNameAt(pointer: string): string | undefined {
  return /^\/components\/schemas\/([^/]+)/.exec(pointer)?.[1];
}
