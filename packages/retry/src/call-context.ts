import { isRequest, type Sending } from '@kaiten-sdk/core';

/** What errors and hooks tell of a call. */
export interface CallContext {
  readonly method: string;
  readonly operationId: string | undefined;
  readonly pathTemplate: string | undefined;
}

export function contextOf([input, init]: Sending): CallContext {
  const { operationId, pathTemplate } = init?.call ?? {};
  const method = init?.method ?? (isRequest(input) ? input.method : 'GET');
  return { method: method.toUpperCase(), operationId, pathTemplate };
}

/** Without query and fragment, which may hold secrets. */
export function bareUrlOf([input]: Sending): string {
  return (isRequest(input) ? input.url : String(input)).replace(/[?#].*/s, '');
}
