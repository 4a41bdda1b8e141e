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
 * Receives a response when the caller has read its body completely. A response without a body has no
 * bytes.
 */
type ReadResponse = (response: Response, bytes: Uint8Array) => void | Promise<void>;

interface FetchObserver {
  wrap(fetch?: Fetch): Fetch;
  /** Resolves when all requests so far whose responses were read have been recorded. */
  settled(): Promise<void>;
}

/**
 * Observes the requests and responses of a `fetch`. Reads nothing that the caller does not read: a body
 * that is cancelled, or is larger than `maxBytes`, is reported to `onError`, and one that is never read is
 * ignored. Errors of the observer do not affect the call; they are reported to `onError`.
 *
 * @param observe Called before a request is sent; returns a function that receives the response.
 */
export function observeFetch(
  observe: (request: ObservedRequest) => ReadResponse,
  onError: ((error: unknown) => void) | undefined,
  maxBytes: number,
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
        const { method, url } = requestHeadOf([input, init]);
        const read = observed({ method: method.toUpperCase(), input, init }, url);
        const response = await fetch(input, init);
        if (!read) return response;
        const run = async (bytes: Uint8Array) => read(response, bytes);
        const onBody = (bytes: Uint8Array) => {
          const reading: Promise<void> = run(bytes)
            .catch((error: unknown) => notify(onError, error))
            .then(() => void pending.delete(reading));
          pending.add(reading);
        };
        return observeBody(response, maxBytes, onBody, (reason) =>
          notify(
            onError,
            new Error(`A response of ${method} ${pathOf(url)} is not recorded: ${reason}`),
          ),
        );
      },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

function pathOf(url: string): string {
  return url.replace(/^\w+:\/\/[^/]*|[?#].*/gs, '');
}

const READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;

/**
 * Replaces the body of a response, and the methods that read it, by ones that copy what is read.
 *
 * @param onBody Called with the whole body, when the caller has read it.
 * @param onSkip Called with the reason if the body is not observed to its end.
 */
function observeBody(
  response: Response,
  maxBytes: number,
  onBody: (bytes: Uint8Array) => void,
  onSkip: (reason: string) => void,
): Response {
  if (response.bodyUsed) onSkip('its body was read before');
  else if (!response.body) onBody(new Uint8Array());
  if (response.bodyUsed || !response.body) return response;
  const original = response.body;
  let observed: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  const body = () => (observed ??= copied(original, maxBytes, onBody, onSkip));
  // The platform decodes the observed body as it would have decoded the original one.
  const decoded = () => new Response(body(), { headers: response.headers });
  const methods = READERS.map((name) => [name, { value: () => decoded()[name]() }] as const);
  return Object.defineProperties(response, {
    body: { get: body },
    ...Object.fromEntries(methods),
  });
}

/** A stream that reads from another one only what is read from it, and copies that. */
function copied(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
  onBody: (bytes: Uint8Array) => void,
  onSkip: (reason: string) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) {
          if (size <= maxBytes) onBody(joined(chunks, size));
          controller.close();
          return;
        }
        const wasKept = size <= maxBytes;
        size += value.byteLength;
        if (size <= maxBytes) chunks.push(value.slice());
        else if (wasKept) {
          chunks.length = 0;
          onSkip(`its body has more than ${maxBytes} bytes`);
        }
        controller.enqueue(value);
      },
      async cancel(reason) {
        onSkip('its body was not read to the end');
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let start = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, start);
    start += chunk.byteLength;
  }
  return bytes;
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
