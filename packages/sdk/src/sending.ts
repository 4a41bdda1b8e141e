import type { CallOptions } from './call-options.js';

/** A request, ready to be sent. */
export interface Sending {
  readonly operationId?: string | undefined;
  readonly method: string;
  readonly pathTemplate: string;
  readonly url: string;
  readonly body?: BodyInit | undefined;
  /** What the body is, where it does not say so itself. */
  readonly headers?: Readonly<Record<string, string | null | undefined>> | undefined;
  readonly options?: CallOptions | undefined;
  /** What the answer is: the contract's JSON, whatever comes, or a file that is not read here. */
  readonly answer: 'json' | 'any' | 'stream';
  /** What `fetch` is told besides. */
  readonly init?: RequestInit | undefined;
  /** Whether an answer that is not 2xx is none of the errors. */
  readonly accepts?: ((response: Response) => boolean) | undefined;
  /** What the layers between the wrappers are told of the call. */
  readonly notes?: object | undefined;
}

/** What came of it. */
export interface Sent {
  readonly data: unknown;
  readonly response: Response;
}

export type Send = (sending: Sending) => Promise<Sent>;
