import type { CallInit } from '@kaiten-sdk/core';

export type Input = string | URL | Request;

/** What errors and hooks tell of a call. */
export interface CallContext {
  readonly method: string;
  readonly operationId: string | undefined;
  readonly pathTemplate: string | undefined;
}

export function contextOf(input: Input, init: CallInit | undefined): CallContext {
  return {
    method: (init?.method ?? (isRequest(input) ? input.method : 'GET')).toUpperCase(),
    operationId: init?.call?.operationId,
    pathTemplate: init?.call?.pathTemplate,
  };
}

/** Without query and fragment, which may hold secrets. */
export function bareUrlOf(input: Input): string {
  return (isRequest(input) ? input.url : String(input)).replace(/[?#].*/s, '');
}

/** The signal that ends the call; `init.signal` replaces the one of the `Request`, as in `fetch`. */
export function signalOf(input: Input, init: CallInit | undefined): AbortSignal | undefined {
  const given = init?.signal;
  return (given === undefined && isRequest(input) ? input.signal : given) ?? undefined;
}

/** Not by class: there can be several, of another realm or of a polyfill. */
export function isRequest(input: Input): input is Request {
  return typeof input === 'object' && 'headers' in input;
}
