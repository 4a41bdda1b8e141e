import type { CallOptions } from './call-options.js';
import type { Progress } from './progress.js';
import type { Sending } from './sending.js';

export type { Progress } from './progress.js';

export interface UploadOptions extends CallOptions {
  /** Told of each piece that the network has taken; a repeated attempt starts again. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A file whose content comes as a stream. It can be sent once: it is not retried. */
export interface FileStream {
  readonly stream: ReadableStream<Uint8Array>;
  readonly name: string;
  /** Its media type. @default application/octet-stream */
  readonly type?: string | undefined;
  /** Bytes. Without it the server is not told a length, and `onProgress` no total. */
  readonly size?: number | undefined;
}

/** A body that goes as a form: where it takes a file, that may be a stream. */
export type Form<Body> = {
  [Name in keyof Body]: Blob extends Body[Name] ? Body[Name] | FileStream : Body[Name];
};

/** A body as it is sent, and the headers that the platform does not add. */
type Encoded = Pick<Sending, 'body' | 'headers' | 'init'>;

/**
 * No form is sent on to where a redirect leads: for that, the platform would keep all of it. Only
 * with both of these Node's does not.
 */
export function encodedForm(fields: Readonly<Record<string, unknown>>): Encoded {
  return { ...encoded(fields), init: { redirect: 'error', window: null } };
}

function encoded(fields: Readonly<Record<string, unknown>>): Encoded {
  const stream = Object.entries(fields).find(([, value]) => isFileStream(value));
  if (stream) return streamed(stream[0], stream[1] as FileStream, fields);
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) body.append(name, value);
    else if (value !== undefined && value !== null) body.append(name, textOf(value));
  }
  return { body };
}

/** A form of one stream and some fields. The platform can write none that holds a stream. */
function streamed(
  name: string,
  { stream, name: fileName, type = 'application/octet-stream', size }: FileStream,
  fields: Readonly<Record<string, unknown>>,
): Encoded {
  const boundary = `kaiten-sdk-${crypto.randomUUID()}`;
  const disposition = (field: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(field)}"`;
  const others = Object.entries(fields)
    .filter(([field, value]) => field !== name && value !== undefined && value !== null)
    .map(([field, value]) => `${disposition(field)}\r\n\r\n${textOf(value)}\r\n`);
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
    body: stream.pipeThrough(around),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      // A stream has no length of its own, and not every server takes a body without.
      ...(size !== undefined && {
        'content-length': String(head.byteLength + size + tail.byteLength),
      }),
    },
  };
}

function isFileStream(value: unknown): value is FileStream {
  return (value as FileStream | null | undefined)?.stream instanceof ReadableStream;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// As browsers write names in forms.
function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
