import { type ByteStream, isStream, webStream } from './byte-stream.js';
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
  /** Of the web or of Node. */
  readonly stream: ByteStream;
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

type Field = readonly [name: string, value: unknown];

/** A body as it is sent, and the headers that the platform does not add. */
type Encoded = Pick<Sending, 'body' | 'headers' | 'init'>;

/**
 * No form is sent on to where a redirect leads: for that, the platform would keep all of it. Only
 * with both of these Node's does not.
 *
 * @throws TypeError for a form without a file: Kaiten takes forms for their files alone.
 */
export function encodedForm(fields: Readonly<Record<string, unknown>>): Encoded {
  return { ...encoded(fields), init: { redirect: 'error', window: null } };
}

function encoded(fields: Readonly<Record<string, unknown>>): Encoded {
  const given = Object.entries(fields ?? {}).filter(([, value]) => (value ?? null) !== null);
  const stream = given.find(([, value]) => isFileStream(value));
  if (stream) {
    const others = given.filter((field) => field !== stream);
    return streamed(stream[0], stream[1] as FileStream, others);
  }
  const isFile = ([, value]: readonly [string, unknown]) => value instanceof Blob;
  if (!given.some(isFile)) throw notAFile(given);
  const body = new FormData();
  for (const [name, value] of given) {
    if (value instanceof Blob) body.append(name, value);
    else body.append(name, textOf(name, value));
  }
  return { body };
}

/** A form of one stream and some fields. The platform can write none that holds a stream. */
function streamed(
  name: string,
  { stream, name: fileName, type = 'application/octet-stream', size }: FileStream,
  fields: readonly Field[],
): Encoded {
  if (typeof fileName !== 'string') throw new TypeError(`body.${name} has no name: give one`);
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
      // A stream has no length of its own, and not every server takes a body without.
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
  if (typeof value === 'string') return value;
  if (!isData(value) || isFileStream(value)) throw notAFile([[name, value]]);
  return JSON.stringify(value);
}

/** Whether nothing of it is lost as JSON. */
function isData(value: unknown): boolean {
  if (typeof value !== 'object') return typeof value === 'number' || typeof value === 'boolean';
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain || Array.isArray(value) || value instanceof Date;
}

function notAFile(fields: readonly Field[]): TypeError {
  const types = fields.map(
    ([name, value]) => `body.${name} is of type ${Object(value).constructor?.name ?? 'object'}`,
  );
  return new TypeError(
    `${types.join(', ') || 'body has no file'}: give a file as a Blob, a File or { stream, name }; ` +
      'await fileFromPath(path) of kaiten-sdk/node makes one of a path, and new File([bytes], name) of bytes',
  );
}

// As browsers write names in forms.
function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
