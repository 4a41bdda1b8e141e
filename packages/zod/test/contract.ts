import { readFile } from 'node:fs/promises';
import type { Schema } from './truth/schema.js';

interface MediaType {
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, { readonly content?: Record<string, MediaType> }>;
}

export const contract = JSON.parse(
  await readFile(new URL('../../../specs/kaiten/openapi.json', import.meta.url), 'utf8'),
);

export const operations = Object.values<Record<string, unknown>>(contract.paths).flatMap(
  (pathItem) => Object.values(pathItem).filter(isOperation),
);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'operationId' in value;
}

/** The components that a part of the contract refers to, directly or indirectly. */
export function componentsIn(part: unknown, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    componentsIn(contract.components.schemas[name], found);
  }
  return found;
}
