import type { Problem } from '../cli/problem.ts';
import { childrenOf, type DocumentNode } from './grammar.ts';
import type { JsonObject } from './json.ts';
import { referencesOf, resolve } from './reference.ts';
import { shortList } from './short-value.ts';
import { walk } from './walk.ts';

/** Maps the pointer of an object to the pointers of the objects that it consists of. */
type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * Finds objects that consist only of each other: cycles of `$ref`, or of `allOf`, `anyOf` and
 * `oneOf`. Recursion through `properties` or `items` is allowed, because data ends it.
 */
export function cycleProblems(document: JsonObject, file: string): Problem[] {
  return cyclesIn(referenceGraph(document)).map((cycle) => ({
    file,
    pointer: cycle[0] ?? '',
    message: `the references go round in a circle: ${shortList(cycle, ' → ')} → ${cycle[0]}`,
    hint: 'Define one of them directly instead of by a reference.',
  }));
}

function referenceGraph(document: JsonObject): Graph {
  const graph = new Map<string, string[]>();
  for (const node of walk(document)) {
    const targets = referencesOf(node)
      .filter(({ writtenAs }) => writtenAs === '$ref')
      .flatMap(({ ref }) => resolve(document, ref)?.pointer ?? []);
    const next = [...targets, ...alternativesOf(node)];
    if (next.length > 0) graph.set(node.pointer, next);
  }
  return graph;
}

function alternativesOf(node: DocumentNode): string[] {
  if (node.kind !== 'schema') return [];
  return childrenOf(node)
    .map(({ pointer }) => pointer)
    .filter((pointer) => /^\/(allOf|anyOf|oneOf)\//.test(pointer.slice(node.pointer.length)));
}

interface Step {
  readonly pointer: string;
  /** Targets that have not been visited yet. */
  readonly ahead: string[];
}

/** Depth-first search with an explicit stack; an edge back into the trail closes a cycle. */
function cyclesIn(graph: Graph): string[][] {
  const cycles: string[][] = [];
  const trail: Step[] = [];
  const onTrail = new Set<string>();
  const done = new Set<string>();
  const enter = (pointer: string) => {
    trail.push({ pointer, ahead: [...(graph.get(pointer) ?? [])] });
    onTrail.add(pointer);
  };
  for (const start of graph.keys()) {
    if (!done.has(start)) enter(start);
    for (let step = trail.at(-1); step; step = trail.at(-1)) {
      const next = step.ahead.shift();
      if (next === undefined) {
        trail.pop();
        onTrail.delete(step.pointer);
        done.add(step.pointer);
      } else if (onTrail.has(next)) {
        const pointers = trail.map(({ pointer }) => pointer);
        cycles.push(pointers.slice(pointers.indexOf(next)));
      } else if (!done.has(next)) {
        enter(next);
      }
    }
  }
  return cycles;
}
