import type { CallMeta, RequestHead } from '@kaiten-sdk/core';

/** What errors and hooks tell of a call. */
export interface CallContext {
  readonly method: string;
  readonly operationId: string | undefined;
  readonly pathTemplate: string | undefined;
}

export function contextOf({ method }: RequestHead, call: CallMeta = {}): CallContext {
  const { operationId, pathTemplate } = call;
  return { method: method.toUpperCase(), operationId, pathTemplate };
}

/** Without query and fragment, which may hold secrets. */
export function bareUrlOf({ url }: RequestHead): string {
  return url.replace(/[?#].*/s, '');
}
