import { type Head, headOf, type Sending } from '@kaiten-sdk/core';

/** What errors and hooks tell of a call. */
export interface CallContext {
  readonly method: string;
  readonly operationId: string | undefined;
  readonly pathTemplate: string | undefined;
}

export function contextOf(sending: Sending): CallContext {
  const { operationId, pathTemplate } = sending[1]?.call ?? {};
  return { method: headOf(sending).method.toUpperCase(), operationId, pathTemplate };
}

/** Without query and fragment, which may hold secrets. */
export function bareUrlOf({ url }: Head): string {
  return url.replace(/[?#].*/s, '');
}
