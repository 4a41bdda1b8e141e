import { type CallInit, type CallMeta, type Fetch, notify, requestHeadOf } from '@kaiten-sdk/core';
import { namespaces } from '../generated/facade/operations.gen.js';

/** A request that is about to be sent. */
export interface ObservedRequest {
  readonly method: string;
  readonly url: URL;
  readonly input: Parameters<Fetch>[0];
  readonly init: CallInit | undefined;
}

/**
 * Reads what it needs of a response. It has to clone the response before its first `await`, since the
 * caller reads the response, too.
 */
type ReadResponse = (response: Response) => Promise<void>;

interface FetchObserver {
  wrap(fetch?: Fetch): Fetch;
  /** Resolves when all responses so far have been read. */
  settled(): Promise<void>;
}

/**
 * Observes the requests and responses of a `fetch`. Errors of the observer do not affect the call; they
 * are reported to `onError`.
 *
 * @param observe Called before a request is sent; returns a function that reads the response.
 */
export function observeFetch(
  observe: (request: ObservedRequest) => ReadResponse,
  onError: ((error: unknown) => void) | undefined,
): FetchObserver {
  const pending = new Set<Promise<void>>();

  function observed(request: Omit<ObservedRequest, 'url'>, url: string): ReadResponse | undefined {
    try {
      return observe({ ...request, url: new URL(url, globalThis.location?.href) });
    } catch (error) {
      notify(onError, error);
      return undefined;
    }
  }

  return {
    wrap:
      (fetch = (input, init) => globalThis.fetch(input, init)) =>
      async (input, init) => {
        const { method, signal, url } = requestHeadOf([input, init]);
        const read = observed({ method: method.toUpperCase(), input, init }, url);
        const response = await fetch(input, init);
        const run = async () => read?.(response);
        const reading = run()
          // If the call is aborted, reading the clone fails, too, which is not an error.
          .catch((error: unknown) => signal?.aborted || notify(onError, error))
          .then(() => void pending.delete(reading));
        pending.add(reading);
        return response;
      },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

interface KnownOperation {
  readonly id: string;
  readonly method: string;
  readonly segments: readonly string[];
}

let known: readonly KnownOperation[] | undefined;

/**
 * The operationId of a request, from the metadata of its call or else from its method and path.
 *
 * @returns `undefined` if the contract has no such operation.
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
  // Calls of the generated functions have an exact template, maybe of an undocumented operation.
  if (pathTemplate?.includes('{')) {
    return candidates.find(({ segments }) => segments.join('/') === pathTemplate)?.id;
  }
  const path = /^.*?\/api\/(?:latest|v\d+)(\/.+?)\/?$/.exec(url.pathname)?.[1];
  const segments = path?.split('/') ?? [];
  const fitting = candidates.filter((one) => fits(one.segments, segments));
  return fitting.sort((a, b) => parametersOf(a) - parametersOf(b))[0]?.id;
}

function knownOperations(): KnownOperation[] {
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

/** Ids, UUIDs and email addresses. A word may be part of the path of an undocumented operation. */
function isIdentifier(segment: string): boolean {
  return /\d|@|%40/.test(segment);
}

/** Fewer parameters are more specific: `/users/current` precedes `/users/{id}`. */
function parametersOf({ segments }: KnownOperation): number {
  return segments.filter(isParameter).length;
}
