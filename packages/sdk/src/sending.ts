import type { CallOptions } from './call-options.js';

/** A request, ready to be sent. */
export interface Sending {
  readonly operationId?: string | undefined;
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly url: string;
  readonly body?: BodyInit | undefined;
  /** Of the body; absent where the body itself says. */
  readonly contentType?: string | undefined;
  /** Bytes of a body that is a stream, where they are known. */
  readonly length?: number | undefined;
  readonly options?: CallOptions | undefined;
  /** What the answer is: the contract's JSON, whatever comes, or a file that is not read here. */
  readonly answer: 'json' | 'any' | 'stream';
  /** Whether a redirect is the answer. @default it is followed */
  readonly redirect?: 'manual' | undefined;
  /** Told how much of the body is sent. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  /** Bytes that the network has taken, of this attempt. */
  readonly sent: number;
  /** Bytes in all; absent where the length of a stream is not known. */
  readonly total?: number | undefined;
}

/** What came of it. */
export interface Sent {
  readonly data: unknown;
  readonly response: Response;
}

export type Send = (sending: Sending) => Promise<Sent>;
