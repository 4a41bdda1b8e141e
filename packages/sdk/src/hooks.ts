import {
  type Attempt,
  type CallMeta,
  type Fetch,
  isApiError,
  isKaitenError,
  type KaitenError,
  notify,
} from '@kaiten-sdk/core';
import type { TransportHooks, ValidationFinding } from './options.js';
import type { PreparedRequest, SendRequest } from './send.js';

/** Names and values follow OpenTelemetry's semantic conventions for HTTP clients. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Describes a call. All events of a call share the same object. */
export interface CallInfo {
  readonly operationId: string | undefined;
  readonly method: string;
  readonly pathTemplate: string;
  /** URL without the query. */
  readonly url: string;
}

export interface RequestEvent {
  readonly call: CallInfo;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  readonly attributes: Attributes;
}

export interface ResponseEvent extends RequestEvent {
  /** Status code; absent if there was no response. */
  readonly status?: number | undefined;
  /** Why there was no response. */
  readonly error?: unknown;
  /** Milliseconds from the request to the end of the response, or to its headers for a download. */
  readonly duration: number;
}

export interface ErrorEvent {
  readonly call: CallInfo;
  readonly error: unknown;
  readonly attempts: readonly Attempt[];
  readonly attributes: Attributes;
}

/**
 * Functions that observe calls. Events never contain headers, bodies or the token. Exceptions thrown
 * by a hook are ignored, so a hook cannot make a call fail.
 */
export interface Hooks extends TransportHooks {
  /** Called when an attempt leaves the queue and is sent. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called when an attempt ended, with a response of any status code or without a response. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called once when a call failed, after its last attempt. */
  readonly onError?: ((event: ErrorEvent) => void) | undefined;
  /** Called for each difference from the contract if `validate` is `report`. */
  readonly onFinding?: ((finding: ValidationFinding) => void) | undefined;
}

/** Metadata that the `observeCalls` wrapper passes to the `observeAttempts` wrapper. */
interface ObservedCallMeta extends CallMeta {
  readonly info?: CallInfo;
}

interface Observer {
  /** Reports every attempt to `onRequest` and `onResponse`. */
  readonly observeAttempts: (fetch: Fetch) => Fetch;
  /** Reports every failed call to `onError`. */
  readonly observeCalls: (send: SendRequest) => SendRequest;
}

/** Wrappers that call the hooks; `undefined` if none of these hooks is set. */
export function observerOf({ onRequest, onResponse, onError }: Hooks): Observer | undefined {
  if (!onRequest && !onResponse && !onError) return undefined;
  return {
    observeAttempts: (fetch) => async (input, init) => {
      const { info: call, attempt = 1 } = (init?.call ?? {}) as ObservedCallMeta;
      if (!call) return fetch(input, init);
      const start = performance.now();
      const ended = (outcome: Outcome) =>
        notify(onResponse, {
          call,
          attempt,
          ...outcome,
          duration: performance.now() - start,
          attributes: attributesOf(call, attempt, outcome),
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
    observeCalls: (send) => async (request) => {
      const call = infoOf(request);
      try {
        return await send({ ...request, meta: { ...request.meta, info: call } });
      } catch (error) {
        const attempts = isKaitenError(error) ? error.attempts : [];
        const attributes = attributesOf(call, attempts.length, { error });
        notify(onError, { call, error, attempts, attributes });
        throw error;
      }
    },
  };
}

function infoOf({ operationId, method, pathTemplate, url }: PreparedRequest): CallInfo {
  return { operationId, method, pathTemplate, url: url.replace(/\?.*/s, '') };
}

interface Outcome {
  readonly status?: number;
  readonly error?: unknown;
}

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span */
function attributesOf(
  { method, pathTemplate, url }: CallInfo,
  attempt: number,
  outcome: Outcome = {},
): Attributes {
  const { hostname, port, protocol } = new URL(url);
  const errorType = errorTypeOf(outcome);
  return {
    'http.request.method': method,
    'url.template': pathTemplate,
    'url.full': url,
    'server.address': hostname,
    // `URL.port` is empty for the default port of the scheme.
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
    ...(outcome.status !== undefined && { 'http.response.status_code': outcome.status }),
    ...(errorType && { 'error.type': errorType }),
  };
}

function errorTypeOf({ status, error }: Outcome): string | undefined {
  if (isApiError(error)) return String(error.status);
  if (error !== undefined) return (error as KaitenError | undefined)?.name ?? '_OTHER';
  return status !== undefined && status >= 400 ? String(status) : undefined;
}
