import { childrenOf, type DocumentNode } from './grammar.ts';
import { isObject, type JsonObject } from './json.ts';
import { referencesOf, resolve } from './reference.ts';

/** Yields every object with a meaning in OpenAPI, parents first, in document order. */
export function* walk(document: JsonObject): Generator<DocumentNode> {
  // An explicit stack: untrusted documents may be nested deeper than the call stack.
  const pending: DocumentNode[] = [{ kind: 'document', node: document, pointer: '' }];
  for (let node = pending.pop(); node; node = pending.pop()) {
    yield node;
    for (const child of childrenOf(node).reverse()) pending.push(child);
  }
}

export interface Reached extends DocumentNode {
  /** The object from which it was reached; absent for a root. */
  readonly from?: Reached;
}

/**
 * Yields everything reachable from some objects, inside them and through references, nearest first.
 * Each object is yielded once, by a shortest path.
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

/** The objects that an object refers to; unresolved references are skipped. */
export function referredToBy(document: JsonObject, from: DocumentNode): DocumentNode[] {
  return referencesOf(from).flatMap(({ ref, kind }) => {
    const target = resolve(document, ref);
    return target && isObject(target.value)
      ? [{ kind, node: target.value, pointer: target.pointer }]
      : [];
  });
}

/** The named schema that a pointer points to or into. */
export function schemaNameAt(pointer: string): string | undefined {
  return /^\/components\/schemas\/([^/]+)/.exec(pointer)?.[1];
}
