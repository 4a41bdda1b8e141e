import { MalformedWebhookError, WebhookTooLargeError } from './errors.js';
import {
  byteLimit,
  type ParseWebhookOptions,
  parseWebhook,
  type WebhookEvent,
} from './parse-webhook.js';
import { checkWebhookSecret, type WebhookSecret } from './secret.js';

export interface ReceiveWebhookOptions extends ParseWebhookOptions {
  /**
   * A secret that the request must contain. It is checked before the body is read.
   *
   * @default undefined: anyone who knows the URL can send webhooks
   */
  readonly secret?: WebhookSecret;
}

/**
 * Receives a webhook from an incoming request: checks the secret, reads the body up to `maxBytes`,
 * and validates it.
 *
 * @param request A `Request`, or a request of `node:http` or Express, whose body has not been read.
 * @throws WebhookSecretError, WebhookTooLargeError, MalformedWebhookError, UnknownWebhookEventError;
 * `error.status` is the status code to respond with.
 * @example
 * const webhook = await receiveWebhook(request, {
 *   secret: { in: 'query', name: 'secret', value: secretFromYourSettings },
 * });
 */
export async function receiveWebhook(
  request: Request | NodeRequest,
  options: ReceiveWebhookOptions = {},
): Promise<WebhookEvent> {
  const maxBytes = byteLimit(options.maxBytes);
  const incoming = incomingOf(request);
  if (options.secret) {
    await checkWebhookSecret(secretIn(incoming, options.secret), options.secret.value);
  }
  return parseWebhook(await readBody(incoming, maxBytes), { ...options, maxBytes });
}

function secretIn(incoming: IncomingWebhook, { in: place, name }: WebhookSecret): string | null {
  return place === 'header' ? incoming.header(name) : incoming.query(name);
}

/** The part of an `IncomingMessage` of `node:http` that is used. Requests of Express have it too. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A common interface to a web request and a Node request. */
interface IncomingWebhook {
  header(name: string): string | null;
  /** A query parameter of the URL; the first if there are several. */
  query(name: string): string | null;
  /**
   * The next chunk of the body, or `undefined` at its end. The remaining body is not cancelled, so
   * that the server can still respond.
   */
  nextChunk(): Promise<Uint8Array | undefined>;
}

function incomingOf(request: Request | NodeRequest): IncomingWebhook {
  return isWebRequest(request) ? fromWeb(request) : fromNode(request);
}

/** `instanceof` would reject a `Request` from another realm or a polyfill. */
function isWebRequest(request: Request | NodeRequest): request is Request {
  return typeof request.headers.get === 'function';
}

function fromWeb(request: Request): IncomingWebhook {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return {
    header: (name) => request.headers.get(name),
    query: (name) => parameterOf(request.url, name),
    nextChunk: async () => {
      if (request.body === null) return undefined;
      reader ??= request.body.getReader();
      return (await reader.read()).value;
    },
  };
}

function fromNode(request: NodeRequest): IncomingWebhook {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return {
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return (Array.isArray(value) ? value.join(', ') : value) ?? null;
    },
    query: (name) => parameterOf(request.url ?? '', name),
    nextChunk: async () => {
      chunks ??= request[Symbol.asyncIterator]();
      const next = await chunks.next();
      return next.done ? undefined : next.value;
    },
  };
}

/** `new URL` would throw: the request target of a Node request is relative and can be any text. */
function parameterOf(url: string, name: string): string | null {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return new URLSearchParams(query).get(name);
}

/** Reads the complete body, or stops at the first chunk that exceeds the limit. */
async function readBody(incoming: IncomingWebhook, maxBytes: number): Promise<Uint8Array> {
  // The header can be wrong, so the received bytes are counted as well.
  if (Number(incoming.header('content-length')) > maxBytes) {
    throw new WebhookTooLargeError(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = await next(incoming); chunk; chunk = await next(incoming)) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new WebhookTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

async function next(incoming: IncomingWebhook): Promise<Uint8Array | undefined> {
  try {
    return await incoming.nextChunk();
  } catch (cause) {
    const message = 'the body cannot be read, or has already been read';
    throw new MalformedWebhookError([{ path: '', message }], { cause });
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}
