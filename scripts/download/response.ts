import { STATUS_CODES } from 'node:http';
import { excerpt, formatBytes } from '../cli/format-count.ts';
import { isTransientStatus, parseRetryAfter, SpecRejectedError } from './failures.ts';

/** Headers that identify a version of a response. */
export interface CacheValidators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** CacheValidators with the URL that sent them; they are only valid for that URL. */
export interface KnownValidators extends CacheValidators {
  readonly url: string;
}

export interface SpecDocument extends CacheValidators {
  readonly kind: 'document';
  readonly bytes: Buffer;
  /** The URL of the response, after redirects. */
  readonly finalUrl: string;
  readonly contentType: string | null;
}

export type SpecResponse = { readonly kind: 'not-modified' } | SpecDocument;

interface ReadOptions {
  readonly url: URL;
  readonly isConditional: boolean;
  /** The most bytes the document may have, after decompression. */
  readonly maxBytes: number;
}

/**
 * Reads the document from a response, or returns `not-modified` for status code 304.
 *
 * @throws SpecRejectedError for any other response, and the error of a body that cannot be read.
 */
export async function readSpecResponse(
  response: Response,
  options: ReadOptions,
): Promise<SpecResponse> {
  if (response.status === 304 && options.isConditional) return { kind: 'not-modified' };
  if (response.status !== 200) throw await refusal(response, options.url);
  return {
    kind: 'document',
    bytes: await readWithin(options.maxBytes, response, options.url),
    ...validatorsOf(response.headers),
    finalUrl: options.url.href,
    contentType: response.headers.get('content-type'),
  };
}

function validatorsOf(headers: Headers): CacheValidators {
  return { etag: headers.get('etag') || null, lastModified: headers.get('last-modified') || null };
}

async function readWithin(limit: number, response: Response, url: URL): Promise<Buffer> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const body = declared > limit ? undefined : await readBody(response.body, limit);
  if (body) return body;
  await response.body?.cancel();
  throw tooLarge(url.href, limit, declared > limit ? declared : undefined);
}

async function refusal(response: Response, url: URL): Promise<SpecRejectedError> {
  const { headers, status } = response;
  const start = await readBodyStart(response.body).catch(() => Buffer.alloc(0));
  const contentType = excerpt(headers.get('content-type') ?? 'no content type');
  const name = STATUS_CODES[status] ?? 'an unknown status';
  const unexpected = status === 304 ? ' to a request without conditions' : '';
  const problem = {
    file: url.href,
    message: `${contentType}: ${excerpt(start.toString()) || 'an empty body'}`,
    hint: 'Check the URL, or use the pinned snapshot with --pinned.',
  };
  return new SpecRejectedError(
    `${url.href} responded with ${status} ${name}${unexpected}`,
    [problem],
    {
      isTransient: isTransientStatus(status),
      retryAfterMs: parseRetryAfter(headers.get('retry-after'), Date.now()),
    },
  );
}

/**
 * Reads a body up to a limit of decompressed bytes. `Content-Length` may be wrong or count
 * compressed bytes.
 *
 * @returns `undefined` if the body is larger; the rest is not read.
 */
async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  limit: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Reads the start of a body, enough to identify its format. */
async function readBodyStart(body: AsyncIterable<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= 4096) break;
  }
  return Buffer.concat(chunks, size);
}

/** The error for a document above the size limit. Its size may be unknown. */
export function tooLarge(place: string, limit: number, size?: number): SpecRejectedError {
  const allowed = `${formatBytes(limit)} that are allowed`;
  const found =
    size === undefined
      ? `more than the ${allowed}`
      : `${formatBytes(size)}, more than the ${allowed}`;
  const hint = 'Raise limits.bytes in source.json if that is right.';
  return new SpecRejectedError(`${place} has ${found}`, [{ message: 'too large', hint }]);
}

/** Whether a value can be sent as an HTTP header as it is. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e\x80-\xff]([\x20-\x7e\x80-\xff]*)$/.test(value);
}
