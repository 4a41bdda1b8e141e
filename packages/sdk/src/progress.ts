import { type CallInit, type CallMeta, type Fetch, notify } from '@kaiten-sdk/core';

export interface Progress {
  /** Bytes that the network has taken, of this attempt. */
  readonly sent: number;
  /** Bytes in all; absent where the length of a stream is not known. */
  readonly total?: number | undefined;
}

interface UploadingCall extends CallMeta {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Tells how much of a body is sent, each attempt from its start. The body goes as a stream then,
 * which browsers other than Chromium's cannot send.
 */
export function withProgress(fetch: Fetch): Fetch {
  return async (input, init) => {
    const { onProgress } = (init?.call ?? {}) as UploadingCall;
    return onProgress ? fetch(...(await counted(input, init, onProgress))) : fetch(input, init);
  };
}

async function counted(
  input: Parameters<Fetch>[0],
  init: CallInit | undefined,
  onProgress: (progress: Progress) => void,
): Promise<[URL | string | Request, CallInit]> {
  // The platform writes the form, with a boundary of its own.
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
  onProgress: (progress: Progress) => void,
): TransformStream<Uint8Array, Uint8Array> {
  let sent = 0;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      sent += chunk.byteLength;
      notify(onProgress, { sent, total });
    },
  });
}

/** Bytes of a form: those of its files, and those of all that is around them. */
async function lengthOf(body: BodyInit | null | undefined): Promise<number | undefined> {
  if (!(body instanceof FormData)) return undefined;
  const around = new FormData();
  let files = 0;
  for (const [name, value] of body) {
    if (typeof value === 'string') around.append(name, value);
    else {
      files += value.size;
      around.append(name, new File([], value.name, { type: value.type }));
    }
  }
  return files + (await new Response(around).arrayBuffer()).byteLength;
}
