/** What a server gave with an answer to recognise it by later. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Validators with the URL that answered with them; they mean nothing to any other. */
export interface KnownValidators extends Validators {
  readonly url: string;
}

export interface SpecDocument extends Validators {
  readonly kind: 'document';
  readonly bytes: Buffer;
  /** The URL that answered, after redirects. */
  readonly finalUrl: string;
  readonly contentType: string | null;
}

export type SpecAnswer = { readonly kind: 'not-modified' } | SpecDocument;
