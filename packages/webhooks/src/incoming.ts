/** What is used of an `IncomingMessage` of `node:http`, which Express hands over, too. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is asked of a request, whatever it comes as. */
export interface IncomingWebhook {
  header(name: string): string | null;
  /** A parameter of the address; the first where there are several. */
  query(name: string): string | null;
  /**
   * The next part of the body, `undefined` at its end. Nothing is done about a rest that nobody
   * asks for, so that the request can still be answered.
   */
  nextChunk(): Promise<Uint8Array | undefined>;
}

export function incomingOf(request: Request | NodeRequest): IncomingWebhook {
  return isWebRequest(request) ? fromWeb(request) : fromNode(request);
}

/** Not by class: there can be several, of another realm or of a polyfill. */
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

/** By hand, because the address may be any text: a server passes on what it was sent. */
function parameterOf(url: string, name: string): string | null {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return new URLSearchParams(query).get(name);
}
