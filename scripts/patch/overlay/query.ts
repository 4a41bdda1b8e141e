import { JSONPathEnvironment, type JSONPathQuery } from 'json-p3';
import { type Json, toPointer } from '../../openapi/json.ts';

/** Where a node is: the keys and indices that lead to it from the root. */
export type Location = readonly (string | number)[];

export interface Node {
  readonly value: Json;
  readonly location: Location;
}

// The library's own limit for `..`, 50 levels, is less than what documents with deep schemas have.
const ENVIRONMENT = new JSONPathEnvironment({ maxRecursionDepth: 1000 });

/** Compiles an RFC 9535 JSONPath. Throws the library's error where it is none. */
export function compileQuery(path: string): JSONPathQuery {
  return ENVIRONMENT.compile(path);
}

/** The nodes that a query selects, each once, though RFC 9535 lists some twice (`$['a', 'a']`). */
export function select(query: JSONPathQuery, document: Json): Node[] {
  const found = query.query(document).nodes as unknown as Node[];
  if (found.length < 2) return found;
  return [...new Map(found.map((node) => [toPointer(node.location), node])).values()];
}
