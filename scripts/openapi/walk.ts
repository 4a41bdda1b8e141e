import { childrenOf, type DocumentNode } from './grammar.ts';
import type { JsonObject } from './json.ts';

/** Every object of a document that OpenAPI gives a meaning, parents first, in document order. */
export function* walk(document: JsonObject): Generator<DocumentNode> {
  // A stack of our own: documents come from outside and may be nested deeper than the call stack.
  const pending: DocumentNode[] = [{ kind: 'document', node: document, pointer: '' }];
  for (let node = pending.pop(); node; node = pending.pop()) {
    yield node;
    for (const child of childrenOf(node).reverse()) pending.push(child);
  }
}
