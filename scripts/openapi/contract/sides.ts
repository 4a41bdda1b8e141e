import { childrenOf, type DocumentNode } from '../grammar.ts';
import type { JsonObject } from '../json.ts';
import { type Reached, reach, referredToBy, schemaNameAt } from '../reach.ts';

/** Whether a client of the API writes a value or reads it. */
type Side = 'request' | 'response';

/** How a named schema is reached: the place it starts from, then the names of schemas. */
type SchemaTrail = readonly string[];

/**
 * The named schemas that each side reaches. Webhooks and callbacks are requests that the client
 * receives: their bodies and parameters are on the response side, their responses on the other.
 */
export function schemaSides(document: JsonObject): Record<Side, ReadonlyMap<string, SchemaTrail>> {
  const roots = rootsOf(document);
  return {
    request: trailsFrom(document, roots.request),
    response: trailsFrom(document, roots.response),
  };
}

function trailsFrom(
  document: JsonObject,
  roots: readonly DocumentNode[],
): ReadonlyMap<string, SchemaTrail> {
  const trails = new Map<string, SchemaTrail>();
  for (const reached of reach(document, roots)) {
    const name = schemaNameAt(reached.pointer);
    if (name !== undefined && !trails.has(name)) trails.set(name, trailTo(reached));
  }
  return trails;
}

function trailTo(reached: Reached): SchemaTrail {
  const trail: string[] = [];
  let root = reached;
  for (let at: Reached | undefined = reached; at; at = at.from) {
    const name = schemaNameAt(at.pointer);
    if (name !== undefined && name !== trail[0]) trail.unshift(name);
    root = at;
  }
  return [root.pointer, ...trail];
}

type Roots = Record<Side, DocumentNode[]>;

/** Where each side starts: parameters and bodies on the one, answers on the other. */
export function rootsOf(document: JsonObject): Roots {
  const roots: Roots = { request: [], response: [] };
  const seen = new Set<string>();

  /** @param sent The side of what these operations are sent. */
  const collect = (parent: DocumentNode, sent: Side): void => {
    const answered = sent === 'request' ? 'response' : 'request';
    for (const child of [...childrenOf(parent), ...referredToBy(document, parent)]) {
      const visit = `${sent} ${child.pointer}`;
      if (seen.has(visit)) continue;
      seen.add(visit);
      if (child.kind === 'parameter' || child.kind === 'requestBody') roots[sent].push(child);
      else if (child.kind === 'responses') roots[answered].push(child);
      else collect(child, child.kind === 'callback' ? answered : sent);
    }
  };

  for (const child of childrenOf({ kind: 'document', node: document, pointer: '' })) {
    if (child.kind === 'paths') collect(child, 'request');
    if (child.kind === 'pathItem') collect(child, 'response');
  }
  return roots;
}
