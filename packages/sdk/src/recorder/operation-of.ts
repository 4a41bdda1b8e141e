import type { CallMeta } from '@kaiten-sdk/core';
import { namespaces } from '../generated/facade/operations.gen.js';

interface Known {
  readonly id: string;
  readonly method: string;
  readonly segments: readonly string[];
}

let known: readonly Known[] | undefined;

/**
 * The operation of a request: what its call says, else what its method and path say.
 *
 * @returns Its operationId; `undefined` when it is not an operation of the contract.
 */
export function operationOf(
  method: string,
  url: URL,
  call: CallMeta | undefined,
): string | undefined {
  known ??= knownOperations();
  const { operationId, pathTemplate } = call ?? {};
  if (operationId !== undefined) return known.find(({ id }) => id === operationId)?.id;
  const candidates = known.filter((one) => one.method === method);
  // A function of a client: its template is exact, and may be of an undocumented operation.
  if (pathTemplate?.includes('{')) {
    return candidates.find(({ segments }) => segments.join('/') === pathTemplate)?.id;
  }
  const path = /^.*?\/api\/(?:latest|v\d+)(\/.+?)\/?$/.exec(url.pathname)?.[1];
  const segments = path?.split('/') ?? [];
  const fitting = candidates.filter((one) => fits(one.segments, segments));
  return fitting.sort((a, b) => parametersOf(a) - parametersOf(b))[0]?.id;
}

function knownOperations(): Known[] {
  return Object.values(namespaces).flatMap((methods) =>
    Object.values(methods).map(({ id, method, path }) => ({
      id,
      method,
      segments: path.split('/'),
    })),
  );
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => {
      const segment = segments[index] ?? '';
      return part === segment || (isParameter(part) && isIdentifier(segment));
    })
  );
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/** Ids, UUIDs and email addresses; a word there is the path of another, undocumented operation. */
function isIdentifier(segment: string): boolean {
  return /\d|@|%40/.test(segment);
}

/** `/users/current` is more exact than `/users/{id}`. */
function parametersOf({ segments }: Known): number {
  return segments.filter(isParameter).length;
}
