import type { CallOptions } from './call-options.js';

/** A request, ready to be sent. */
export interface Sending {
  readonly operationId?: string | undefined;
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly url: string;
  readonly body?: BodyInit | undefined;
  /** What the body is, where it does not say so itself. In lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly options?: CallOptions | undefined;
  /** What the answer is: the contract's JSON, whatever comes, or a file that is not read here. */
  readonly answer: 'json' | 'any' | 'stream';
  /** Whether a redirect is the answer, or a failure. @default it is followed */
  readonly redirect?: 'manual' | 'error' | undefined;
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
