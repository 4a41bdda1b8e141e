import { distance } from 'fastest-levenshtein';
import { JSONPathEnvironment, JSONPathNode, JSONPathQuery, jsonpath } from 'json-p3';
import { describeType, isObject, type Json, toPointer } from '../../openapi/json.ts';

/** The location of a node: the keys and indices from the root. */
export type NodeLocation = readonly (string | number)[];

export interface Node {
  readonly value: Json;
  readonly location: NodeLocation;
}

// The library's own limit for `..`, 50 levels, is less than what documents with deep schemas have.
const ENVIRONMENT = new JSONPathEnvironment({ maxRecursionDepth: 1000 });
// RFC 9535: `match` is false unless both arguments are strings. The library converts them to strings.
const libraryMatch = ENVIRONMENT.functionRegister.get('match');
if (libraryMatch) {
  ENVIRONMENT.functionRegister.set('match', {
    argTypes: libraryMatch.argTypes,
    returnType: libraryMatch.returnType,
    call: (...args: unknown[]) =>
      args.every((argument) => typeof argument === 'string') && libraryMatch.call(...args),
  });
}

/** Compiles an RFC 9535 JSONPath. Throws the error of the library if it is invalid. */
export function compileQuery(path: string): JSONPathQuery {
  return ENVIRONMENT.compile(path);
}

/** The nodes that a query selects, each once, though RFC 9535 lists some twice (`$['a', 'a']`). */
export function select(query: JSONPathQuery, document: Json): Node[] {
  const found = query.query(document).nodes as unknown as Node[];
  if (found.length < 2) return found;
  return [...new Map(found.map((node) => [toPointer(node.location), node])).values()];
}

/**
 * Describes how far a path that matches nothing exists in the document, and the nearest match
 * there.
 *
 * @returns One sentence, such as `$.paths has no '/tgas': the nearest path is $.paths['/tags']`.
 */
export function nearestPath(query: JSONPathQuery, document: Json): string {
  const { environment, segments } = query;
  const prefix = (length: number) => new JSONPathQuery(environment, segments.slice(0, length));
  const matched = segments.findIndex((_, index) =>
    prefix(index + 1)
      .query(document)
      .empty(),
  );
  const path = prefix(matched).toString();
  const nodes = prefix(matched).query(document).nodes;
  const name = nameOf(segments[matched]);
  if (name === undefined) {
    return `${path} exists (${contentsOf(nodes)}), but nothing there matches ${segments[matched]}`;
  }
  const nearest = nearestChild(name, nodes);
  return nearest
    ? `${path} has no '${name}': the nearest path is ${nearest.getPath()}`
    : `${path} has no '${name}': it is ${contentsOf(nodes)}`;
}

type Segment = JSONPathQuery['segments'][number];

/** The name that a segment selects, if it selects a single name. */
function nameOf(segment: Segment | undefined): string | undefined {
  const [selector, ...others] = segment?.selectors ?? [];
  const isDescendant = segment?.toString().startsWith('..');
  return selector instanceof jsonpath.selectors.NameSelector && others.length === 0 && !isDescendant
    ? selector.name
    : undefined;
}

function nearestChild(name: string, nodes: readonly JSONPathNode[]): JSONPathNode | undefined {
  let nearest: { edits: number; node: JSONPathNode; key: string } | undefined;
  for (const node of nodes) {
    if (!isObject(node.value)) continue;
    for (const key of Object.keys(node.value)) {
      const edits = distance(name, key);
      if (!nearest || edits < nearest.edits) nearest = { edits, node, key };
    }
  }
  if (!nearest) return undefined;
  const { node, key } = nearest;
  return new JSONPathNode(null, [...node.location, key], node.root);
}

function contentsOf([first, ...others]: readonly JSONPathNode[]): string {
  if (others.length > 0) return `${others.length + 1} nodes`;
  const value = first?.value as Json;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return isObject(value) ? `an object of ${Object.keys(value).length}` : describeType(value);
}
