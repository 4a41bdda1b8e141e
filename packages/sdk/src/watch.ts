import { type CallMeta, type Fetch, isKaitenError, notify } from '@kaiten-sdk/core';
import { attributesOf } from './attributes.js';
import type { CallInfo, Hooks } from './hooks.js';
import type { Send, Sending } from './sending.js';

/** What the layer around an attempt is told of its call. */
interface Watched extends CallMeta {
  readonly info?: CallInfo;
}

interface Watch {
  /** Tells of every attempt. */
  readonly attempt: (fetch: Fetch) => Fetch;
  /** Tells of every call that fails for good. */
  readonly call: (send: Send) => Send;
}

/** Tells the hooks of calls and their attempts. Costs nothing where there are none. */
export function watchOf({ onRequest, onResponse, onError }: Hooks): Watch | undefined {
  if (!onRequest && !onResponse && !onError) return undefined;
  return {
    attempt: (fetch) => async (input, init) => {
      const { info: call, attempt = 1 } = (init?.call ?? {}) as Watched;
      if (!call) return fetch(input, init);
      const start = performance.now();
      const ended = (end: { status?: number; error?: unknown }) =>
        notify(onResponse, {
          call,
          attempt,
          ...end,
          duration: performance.now() - start,
          attributes: attributesOf(call, attempt, end),
        });
      notify(onRequest, { call, attempt, attributes: attributesOf(call, attempt) });
      try {
        const response = await fetch(input, init);
        ended({ status: response.status });
        return response;
      } catch (error) {
        ended({ error });
        throw error;
      }
    },
    call: (send) => async (sending) => {
      const call = infoOf(sending);
      try {
        return await send({ ...sending, notes: { ...sending.notes, info: call } });
      } catch (error) {
        const attempts = isKaitenError(error) ? error.attempts : [];
        const attributes = attributesOf(call, attempts.length, { error });
        notify(onError, { call, error, attempts, attributes });
        throw error;
      }
    },
  };
}

function infoOf({ operationId, method, pathTemplate, url }: Sending): CallInfo {
  return { operationId, method, pathTemplate, url: url.replace(/\?.*/s, '') };
}
