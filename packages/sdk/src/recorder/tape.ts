/** A body as text when it is UTF-8, else as base64. */
export type RecordedBody = { readonly text: string } | { readonly base64: string };

/** A part of a form: a name with its text, or what is known of a file beside its content. */
export type RecordedPart = readonly [
  name: string,
  value: string | { readonly name: string; readonly type: string; readonly size: number },
];

export interface RecordedRequest {
  readonly method: string;
  /** Path of the URL; hosts are not recorded. */
  readonly path: string;
  /** Query without its question mark; absent when there is none. */
  readonly query?: string;
  /** Absent when there is none. A stream is not recorded, and not compared. */
  readonly body?:
    | RecordedBody
    | { readonly form: readonly RecordedPart[] }
    | { readonly stream: true };
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when it is empty. */
  readonly body?: RecordedBody;
}

export interface Exchange {
  /** The operation in the contract; absent when it is not one. */
  readonly operationId?: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Requests with their responses, in the order in which the requests were sent. */
export interface Tape {
  readonly format: 'kaiten-tape/1';
  /** The day on which it was recorded. */
  readonly recorded: string;
  readonly exchanges: readonly Exchange[];
}
