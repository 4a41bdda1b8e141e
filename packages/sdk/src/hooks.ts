import type { Attempt } from '@kaiten-sdk/core';
import type { TransportHooks } from './transport-options.js';
import type { Finding } from './validation.js';

/** Names and values by OpenTelemetry's conventions for HTTP clients. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A call, the same object in all events that tell of it. */
export interface CallInfo {
  readonly operationId: string | undefined;
  readonly method: string;
  readonly pathTemplate: string;
  /** Without its query. */
  readonly url: string;
}

export interface RequestEvent {
  readonly call: CallInfo;
  /** Which attempt of the call it is, from 1. */
  readonly attempt: number;
  readonly attributes: Attributes;
}

export interface ResponseEvent extends RequestEvent {
  /** Absent when no answer arrived. */
  readonly status?: number | undefined;
  /** Why none arrived. */
  readonly error?: unknown;
  /** Milliseconds from the request to the end of the answer, or to its headers for a download. */
  readonly duration: number;
}

export interface ErrorEvent {
  readonly call: CallInfo;
  readonly error: unknown;
  readonly attempts: readonly Attempt[];
  readonly attributes: Attributes;
}

/**
 * What is told while calls are under way. No event holds headers, bodies or the token. What a hook
 * throws is ignored, so that no call fails of being watched.
 */
export interface Hooks extends TransportHooks {
  /** An attempt leaves the queue and is sent. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  /** An attempt has ended, with an answer of whatever status, or without one. */
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** A call failed for good. */
  readonly onError?: ((event: ErrorEvent) => void) | undefined;
  /** `validate` is `report`, and something is not as the contract says. */
  readonly onFinding?: ((finding: Finding) => void) | undefined;
}
