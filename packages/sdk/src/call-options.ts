import type { Validation } from './validation.js';

/** What one call does differently from the others. */
export interface CallOptions {
  /** Ends the call, wherever it is: queued, waiting or under way. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that one attempt may take, from leaving the queue to the end of its answer. */
  readonly timeout?: number | undefined;
  /** Milliseconds that the call may take with all its attempts and waits. */
  readonly deadline?: number | undefined;
  /** `false`: one attempt only. */
  readonly retry?:
    | false
    | {
        /** Attempts in all. */
        readonly maxAttempts?: number | undefined;
        /** The server may do this more than once. @default true for GET, HEAD and OPTIONS */
        readonly repeatable?: boolean | undefined;
      }
    | undefined;
  /** Calls with a higher number leave the queue first. @default 0 */
  readonly priority?: number | undefined;
  /** @default what the client does */
  readonly validate?: Validation | undefined;
  /** Sent beside the others. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
