import {
  type CallInit,
  type CallMeta,
  type Fetch,
  formDataOf,
  formFieldsOf,
  formTextOf,
  notAFile,
  notify,
} from '@kaiten-sdk/core';
import { type CallOptions, DEFAULTS } from './options.js';
import type { PreparedRequest } from './send.js';
import { sendBody } from './sendable.js';

export interface UploadOptions extends CallOptions {
  /** Called after each chunk that was sent. Each attempt starts at 0 again. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** A file whose content is a stream. It can be read only once, so the upload is not retried. */
export interface FileStream {
  /** A web stream or a Node stream. */
  readonly stream: ByteStream;
  readonly name: string;
  /** Media type. @default application/octet-stream */
  readonly type?: string | undefined;
  /** Size in bytes. Without it, no `content-length` is sent and `onProgress` has no `total`. */
  readonly size?: number | undefined;
}

/** A request body that is sent as a form: its files may also be streams. */
export type FormBody<Body> = {
  [Name in keyof Body]: Blob extends Body[Name] ? Body[Name] | FileStream : Body[Name];
};

type Field = readonly [name: string, value: unknown];

const HINT =
  'new File([bytes], name) or await fileFromPath(path) from kaiten-sdk/node, or as { stream, name }';

/** An encoded body, with the headers that the platform does not set. */
type EncodedForm = Pick<PreparedRequest, 'body' | 'headers' | 'init'>;

/** Bytes of a form from which Node should not keep a copy of it. */
const LARGE_FORM = 10_000_000;

/**
 * Encodes a form. Redirects are not followed. With `manual`, Node still keeps a copy of the form until
 * the response arrives, so large forms use `error`, which does not tell where the redirect leads.
 * Workers do not accept `error`.
 *
 * @throws TypeError if the form has no file, since Kaiten accepts forms for files only.
 */
export function encodedForm(fields: unknown): EncodedForm {
  const { process } = globalThis as { process?: { readonly versions?: object } };
  const isCopied = 'undici' in (process?.versions ?? {}) && sizeOf(fields) > LARGE_FORM;
  return { ...encoded(fields), ...(isCopied && { init: { redirect: 'error', window: null } }) };
}

/** The bytes of the files. */
function sizeOf(fields: unknown): number {
  const sizes = formFieldsOf(fields).map(([, value]) =>
    isFileStream(value) ? (value.size ?? Infinity) : value instanceof Blob ? value.size : 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function encoded(fields: unknown): EncodedForm {
  const present = formFieldsOf(fields);
  const stream = present.find(([, value]) => isFileStream(value));
  if (!stream) return { body: formDataOf(fields, HINT) };
  const others = present.filter((field) => field !== stream);
  return streamed(stream[0], stream[1] as FileStream, others);
}

/** Encodes a form with one stream; `FormData` cannot contain streams. */
function streamed(
  name: string,
  { stream, name: fileName, type = DEFAULTS.uploadType, size }: FileStream,
  fields: readonly Field[],
): EncodedForm {
  if (typeof fileName !== 'string') throw new TypeError(`body.${name} has no name: set one`);
  if (/\p{Cs}/u.test(fileName)) {
    throw new TypeError(`body.${name}.name is ${JSON.stringify(fileName)}: it cannot be encoded`);
  }
  // A line break would add a header to the part.
  if (typeof type !== 'string' || !/^[\x20-\x7e]+$/.test(type)) {
    throw new TypeError(
      `body.${name}.type is ${JSON.stringify(type)}: pass a media type such as text/plain`,
    );
  }
  const boundary = `kaiten-sdk-${crypto.randomUUID()}`;
  const disposition = (field: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(field)}"`;
  const others = fields.map(
    ([field, value]) => `${disposition(field)}\r\n\r\n${textOf(field, value)}\r\n`,
  );
  const encoder = new TextEncoder();
  const head = encoder.encode(
    `${others.join('')}${disposition(name)}; filename="${escaped(fileName)}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const around = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => controller.enqueue(head),
    flush: (controller) => controller.enqueue(tail),
  });
  return {
    body: webStream(stream).pipeThrough(around),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      // Not every server accepts a body without a length, which a stream does not have.
      ...(size !== undefined && {
        'content-length': String(head.byteLength + size + tail.byteLength),
      }),
    },
  };
}

function isFileStream(value: unknown): value is FileStream {
  return isStream((value as FileStream | null | undefined)?.stream);
}

function textOf(name: string, value: unknown): string {
  if (isFileStream(value)) throw notAFile([[name, value]], HINT);
  return formTextOf(name, value, HINT);
}

// The escaping that browsers use for names in forms.
function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

/** A web stream or a Node stream of bytes. */
type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export function isStream(value: unknown): value is ByteStream {
  return value instanceof ReadableStream || Symbol.asyncIterator in Object(value);
}

export function webStream(stream: ByteStream): ReadableStream<Uint8Array> {
  if (stream instanceof ReadableStream) return stream;
  // Bun and most browsers do not have `ReadableStream.from`.
  const chunks = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

export interface UploadProgress {
  /** Bytes that were sent in this attempt. */
  readonly sent: number;
  /** Total size in bytes; absent if the size of a stream is unknown. */
  readonly total?: number | undefined;
}

interface UploadCallMeta extends CallMeta {
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/**
 * Sends forms and streams with any `fetch`, and reports the progress of uploads to `onProgress`, for
 * each attempt. The body is then sent as a stream. A `fetch` that cannot send it, as in Firefox and
 * Safari, receives bytes, and `onProgress` is called once after it has sent them.
 */
export function withUploads(fetch: Fetch): Fetch {
  return async (input, init) => {
    const { onProgress } = (init?.call ?? {}) as UploadCallMeta;
    if (!onProgress) return init ? sendBody(fetch, input, init) : fetch(input, init);
    let isBuffered = false;
    let last: UploadProgress | undefined;
    const report = (progress: UploadProgress) => {
      last = progress;
      if (!isBuffered) notify(onProgress, progress);
    };
    const [target, streamedInit] = await counted(input, init, report);
    const response = await sendBody(fetch, target, streamedInit, () => {
      isBuffered = true;
    });
    if (isBuffered && last) notify(onProgress, { sent: last.sent, total: last.sent });
    return response;
  };
}

async function counted(
  input: Parameters<Fetch>[0],
  init: CallInit | undefined,
  onProgress: (progress: UploadProgress) => void,
): Promise<[URL | string | Request, CallInit]> {
  // The platform encodes the form and chooses the boundary.
  const encoded = new Response(init?.body ?? (input instanceof Request ? input.body : null));
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  const type = encoded.headers.get('content-type');
  if (type) headers.set('content-type', type);
  const total =
    (await lengthOf(init?.body)) ?? (Number(headers.get('content-length')) || undefined);
  if (total !== undefined) headers.set('content-length', String(total));
  const body = encoded.body?.pipeThrough(counter(total, onProgress));
  return [input, { ...init, headers, ...(body && { body, duplex: 'half' }) } as CallInit];
}

function counter(
  total: number | undefined,
  onProgress: (progress: UploadProgress) => void,
): TransformStream<Uint8Array, Uint8Array> {
  let sent = 0;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      sent += chunk.byteLength;
      onProgress({ sent, total });
    },
  });
}

/** Size of a form in bytes: the size of its files plus the size of the form with empty files. */
async function lengthOf(body: BodyInit | null | undefined): Promise<number | undefined> {
  if (!(body instanceof FormData)) return undefined;
  const rest = new FormData();
  let files = 0;
  for (const [name, value] of body) {
    if (typeof value === 'string') rest.append(name, value);
    else {
      files += value.size;
      rest.append(name, new File([], value.name, { type: value.type }));
    }
  }
  return files + (await new Response(rest).arrayBuffer()).byteLength;
}
