import type { OperationEntry } from './operations.ts';

/** What pairs an operation with itself, whatever its path calls its parameters. */
export function shapeOf({ method, path }: Pick<OperationEntry, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

/** The names of a path's parameters, in order. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
}
