/**
 * A `fetch` that may be told more about a call than a `Request` can carry. Every `fetch` is one, and
 * it is a `fetch` itself: wrappers of this kind work with any client.
 */
export type Fetch = (input: string | URL | Request, init?: CallInit) => Promise<Response>;

/** The second argument of `fetch`, with what the wrappers are told about this call. */
export interface CallInit extends RequestInit {
  /** Read by the wrappers; the `fetch` of the platform ignores it. */
  readonly call?: CallMeta | undefined;
}

/** What travels beside a request through the wrappers. Nothing of it is sent. */
export interface CallMeta {
  /** Name of the operation in the contract, such as `getCard`. */
  readonly operationId?: string | undefined;
  /** Path as the contract spells it, such as `/cards/{card_id}`: it names no single thing. */
  readonly pathTemplate?: string | undefined;
  /** Which attempt this is, from 1. */
  readonly attempt?: number | undefined;
  /** Calls with a higher number leave a queue first. @default 0 */
  readonly priority?: number | undefined;
  /** Milliseconds that one attempt may take, from its permit to the end of its answer. */
  readonly timeout?: number | undefined;
  /** Milliseconds that the call may take with all attempts and waits. */
  readonly deadline?: number | undefined;
  /** Attempts in all, 1 for none after the first. */
  readonly maxAttempts?: number | undefined;
  /** The caller says that the server may do this more than once. @default by the method */
  readonly repeatable?: boolean | undefined;
  /** Whether the answer is handed on at its headers, unread. @default by its content type */
  readonly stream?: boolean | undefined;
}
