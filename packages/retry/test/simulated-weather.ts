import type { Fetch } from '@kaiten-sdk/core';
import fc from 'fast-check';

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'] as const;
/** Methods that may be repeated without anybody saying so. */
export const SAFE: readonly string[] = ['GET', 'HEAD'];

/** What happens to one request, and whether the server has acted on it. */
const FAULTS = {
  ok: { acts: true },
  json: { acts: true },
  cutShort: { acts: true },
  download: { acts: true },
  brokenDownload: { acts: true },
  failure: { acts: true },
  tooMany: { acts: false },
  asksForMinutes: { acts: false },
  refused: { acts: false },
  reset: { acts: true },
  hang: { acts: true },
  hangInBody: { acts: true },
} as const;
export type Fault = keyof typeof FAULTS;

/** Calls, and what happens to each of their attempts. */
export const scripts = fc.record({
  method: fc.constantFrom(...METHODS),
  faults: fc.array(fc.constantFrom(...(Object.keys(FAULTS) as Fault[])), {
    minLength: 1,
    maxLength: 8,
  }),
  repeatable: fc.constantFrom(undefined, true, false),
  abortAfter: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
  deadline: fc.constantFrom(Number.POSITIVE_INFINITY, 100, 5000, 40_000),
  maxAttempts: fc.integer({ min: 1, max: 6 }),
  random: fc.double({ min: 0, max: 1, noNaN: true }),
  readsBody: fc.boolean(),
});

/** A `fetch` in memory to whose requests this happens, one after the other; the last goes on. */
export function simulatedServer(faults: readonly Fault[]) {
  let sent = 0;
  let acted = 0;
  const fetch: Fetch = async (_input, init) => {
    const fault = faults[Math.min(sent, faults.length - 1)] as Fault;
    const signal = init?.signal as AbortSignal;
    sent += 1;
    if (FAULTS[fault].acts) acted += 1;
    return reply(fault, signal);
  };
  return { fetch, sent: () => sent, acted: () => acted };
}

async function reply(fault: Fault, signal: AbortSignal): Promise<Response> {
  const failed = (cause: object) => new TypeError('fetch failed', { cause });
  const json = { headers: { 'content-type': 'application/json' } };
  const binary = { headers: { 'content-type': 'image/png' } };
  switch (fault) {
    case 'ok':
      return new Response(null, { status: 204 });
    case 'json':
      return new Response('{"id":1}', json);
    case 'cutShort':
      return new Response('{"id":', json);
    case 'download':
      return new Response('content', binary);
    case 'brokenDownload':
      return new Response(unending(signal, failed({ code: 'UND_ERR_SOCKET' })), binary);
    case 'failure':
      return new Response('Boom', { status: 500 });
    case 'tooMany':
      return new Response(null, { status: 429, headers: { 'retry-after': '1' } });
    case 'asksForMinutes':
      return new Response(null, { status: 429, headers: { 'retry-after': '600' } });
    case 'refused':
      throw failed({ code: 'ECONNREFUSED', syscall: 'connect' });
    case 'reset':
      throw failed({ code: 'ECONNRESET', syscall: 'read' });
    case 'hang':
      return new Promise((_resolve, reject) => onceAborted(signal, reject));
    case 'hangInBody':
      return new Response(unending(signal), json);
  }
}

/** A body that has a beginning only: then an error, or nothing until the signal. */
function unending(signal: AbortSignal, error?: Error): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{'));
      onceAborted(signal, (reason) => controller.error(reason));
    },
    pull: (controller) => {
      if (error) controller.error(error);
    },
  });
}

function onceAborted(signal: AbortSignal, then: (reason: unknown) => void): void {
  if (signal.aborted) then(signal.reason);
  else signal.addEventListener('abort', () => then(signal.reason));
}
