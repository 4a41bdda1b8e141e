import { isRequest } from '@kaiten-sdk/core';
import { REDACTED_TOKEN } from '../authorization.js';
import type { ObservedRequest } from './observe.js';

/** A body as text if it is valid UTF-8, otherwise as base64. */
export type RecordedBody = { readonly text: string } | { readonly base64: string };

/** A part of a form: its name with its text, or with the metadata of a file. */
type RecordedPart = readonly [
  name: string,
  value: string | { readonly name: string; readonly type: string; readonly size: number },
];

export interface RecordedRequest {
  readonly method: string;
  /** Path of the URL. Hosts are not recorded. */
  readonly path: string;
  /** Query without the question mark; absent if empty. */
  readonly query?: string;
  /** Absent if empty. The content of a stream is not recorded and not compared. */
  readonly body?:
    | RecordedBody
    | { readonly form: readonly RecordedPart[] }
    | { readonly stream: true };
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent if empty. */
  readonly body?: RecordedBody;
}

export interface Exchange {
  /** The operationId; absent if the contract has no such operation. */
  readonly operationId?: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Recorded requests and responses, in the order in which the requests were sent. */
export interface Tape {
  readonly format: 'kaiten-tape/1';
  /** The day on which it was recorded. */
  readonly recorded: string;
  readonly exchanges: readonly Exchange[];
}

/** Blobs of this size or larger, such as uploaded files, are not recorded. */
const MAX_BLOB_SIZE = 1_000_000;

/**
 * Records a request. Its body is copied before the first `await`, since sending the request consumes
 * it.
 *
 * @returns A function, since all tokens are known only when the tape is written.
 */
export async function recordedRequest({
  init,
  input,
  method,
  url,
}: ObservedRequest): Promise<(redactor: Redactor) => RecordedRequest> {
  const body = await bodyOf(input, init?.body);
  return (redactor) => {
    const query = redactor.query(url.searchParams);
    const shown = body && redactedBody(body, redactor);
    return {
      method,
      path: redactor.text(url.pathname),
      ...(query && { query }),
      ...(shown && { body: shown }),
    };
  };
}

async function bodyOf(
  input: ObservedRequest['input'],
  body: BodyInit | null | undefined,
): Promise<RecordedRequest['body']> {
  if (body === undefined && isRequest(input) && input.body) return requestBody(input.clone());
  if (body === undefined || body === null) return undefined;
  if (body instanceof FormData) return formBody(body);
  if (body instanceof Blob && body.size >= MAX_BLOB_SIZE) return { stream: true };
  const isReadable =
    typeof body === 'string' ||
    body instanceof URLSearchParams ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body);
  return isReadable ? bytesBody(new Response(body as BodyInit)) : { stream: true };
}

/** Forms are recorded by part, since their bytes contain a random boundary. */
async function requestBody(request: Request): Promise<RecordedRequest['body']> {
  const isForm = /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '');
  return isForm ? formBody(await request.formData()) : bytesBody(request);
}

function formBody(form: FormData): RecordedRequest['body'] {
  return { form: [...form].map(partOf) };
}

async function bytesBody(source: Request | Response): Promise<RecordedRequest['body']> {
  return recordedBody(new Uint8Array(await source.arrayBuffer()));
}

function partOf([name, value]: [string, FormDataEntryValue]): RecordedPart {
  if (typeof value === 'string') return [name, value];
  return [name, { name: value.name, type: value.type, size: value.size }];
}

function redactedBody(
  body: NonNullable<RecordedRequest['body']>,
  redactor: Redactor,
): RecordedRequest['body'] {
  if ('stream' in body) return body;
  if (!('form' in body)) return redactor.body(body);
  return {
    form: body.form.map(([name, value]) => [
      redactor.text(name),
      typeof value === 'string'
        ? redactor.text(value)
        : { ...value, name: redactor.text(value.name), type: redactor.text(value.type) },
    ]),
  };
}

/** Encodes a body for a tape; `undefined` if it is empty. */
export function recordedBody(bytes: Uint8Array): RecordedBody | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: btoa(binaryOf(bytes)) };
  }
}

/**
 * Decodes a recorded body.
 *
 * @internal TypeScript before 5.7 has no generic `Uint8Array`.
 */
export function bytesOf(body: RecordedBody | undefined): Uint8Array<ArrayBuffer> {
  if (!body) return new Uint8Array();
  if ('text' in body) return new TextEncoder().encode(body.text);
  return fromBinary(atob(body.base64));
}

/** A string with one character per byte. */
function binaryOf(bytes: Uint8Array): string {
  let binary = '';
  // The number of arguments of a call is limited.
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return binary;
}

function fromBinary(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const CHUNK = 8_192;

/** The credentials in the `authorization` header of a request. */
export function tokenOf(headers: RequestInit['headers']): string | undefined {
  const value = new Headers(headers).get('authorization')?.trim();
  return value?.replace(/^\S+\s+/, '') || undefined;
}

/** Removes tokens from recorded values. */
export class Redactor {
  readonly #tokens: readonly RegExp[];

  constructor(tokens: Iterable<string>) {
    // Longest first, since a token may contain another one.
    const sorted = [...tokens].sort((a, b) => b.length - a.length);
    this.#tokens = sorted.map((token) => new RegExp([...token].map(spellingsOf).join(''), 'gi'));
  }

  text(text: string): string {
    return this.#tokens.reduce((rest, token) => rest.replace(token, REDACTED_TOKEN), text);
  }

  /** A query without tokens, secrets and signatures. */
  query(pairs: URLSearchParams): string {
    const hidden = [...pairs].map(([name, value]) => [
      this.text(name),
      SECRET.test(name) ? '*' : this.text(value),
    ]);
    return String(new URLSearchParams(hidden));
  }

  /** A URL without its host, as in a `location` header. */
  url(url: string): string {
    const [path = '', query] = url.replace(/#.*/s, '').split(/\?(.*)/s);
    const shown = this.text(path.replace(/^((\w+:)?\/\/)[^/]*/, '$1recorded.invalid'));
    return query === undefined ? shown : `${shown}?${this.query(new URLSearchParams(query))}`;
  }

  body(body: RecordedBody | undefined): RecordedBody | undefined {
    if (!body) return undefined;
    if ('text' in body) return { text: this.text(body.text) };
    return recordedBody(fromBinary(this.text(binaryOf(bytesOf(body)))));
  }
}

/** A character as it is, in JSON, and in a URL. */
function spellingsOf(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) =>
    character.charCodeAt(index).toString(16).padStart(4, '0'),
  );
  const plain = character.replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&');
  return `(?:\\\\*${plain}|${units.map((unit) => `\\\\+u${unit}`).join('')}|${inUrl(character)})`;
}

function inUrl(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%(?:25)*${byte.toString(16).padStart(2, '0')}`).join('');
}

/**
 * Query parameters that are secrets, or that sign the URL of a file in a storage, which grants access to
 * it.
 */
const SECRET =
  /^(x-(amz|goog)-.*|.*(signature|token|password|passwd|secret|credentials?|session(_?id)?)|sig|pwd|auth(orization)?|.*_?key|key-pair-id|awsaccesskeyid|googleaccessid|policy|expires)$/i;
