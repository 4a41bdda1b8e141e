import type { Validation } from './validation.js';

/** What one call does differently from the others. */
export interface CallOptions {
  /** Ends the call, wherever it is: queued, waiting or under way. */
  readonly signal?: AbortSignal;
  /** Milliseconds that one attempt may take, from leaving the queue to the end of its answer. */
  readonly timeout?: number;
  /** Milliseconds that the call may take with all its attempts and waits. */
  readonly deadline?: number;
  /** `false`: one attempt only. */
  readonly retry?:
    | false
    | {
        /** Attempts in all. */
        readonly maxAttempts?: number;
        /** The server may do this more than once. @default true for GET, HEAD and OPTIONS */
        readonly repeatable?: boolean;
      };
  /** Calls with a higher number leave the queue first. @default 0 */
  readonly priority?: number;
  /** @default what the client does */
  readonly validate?: Validation;
  /** Sent beside the others. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws TypeError that names the option, its value and what it may be. */
export function checkCallOptions({ timeout, deadline, retry, priority }: CallOptions): void {
  if (timeout !== undefined) positive('timeout', timeout);
  if (deadline !== undefined) positive('deadline', deadline);
  if (retry && retry.maxAttempts !== undefined) positive('retry.maxAttempts', retry.maxAttempts);
  if (priority !== undefined && !Number.isFinite(priority))
    refuse('priority', priority, 'a number');
}

function positive(name: string, value: number): void {
  if (!(value > 0)) refuse(name, value, 'a number above 0');
}

function refuse(name: string, value: unknown, wanted: string): never {
  throw new TypeError(`${name} is ${String(value)}: give ${wanted}`);
}
