import { isRequest } from '@kaiten-sdk/core';
import { recordedBody } from './bytes.js';
import type { HeardRequest } from './listen.js';
import type { Redactor } from './secrets.js';
import type { RecordedPart, RecordedRequest } from './tape.js';

type Body = RecordedRequest['body'];

/** Bodies from this size on are not recorded: files that are uploaded. */
const LARGEST_BODY = 1_000_000;

/**
 * A request as a tape has it. What has to be read of the request is read before the first `await`,
 * as sending it uses it up.
 *
 * @returns A function, since the tokens that are to be hidden may be known only later.
 */
export async function recordedRequest({
  init,
  input,
  method,
  url,
}: HeardRequest): Promise<(redactor: Redactor) => RecordedRequest> {
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
  input: HeardRequest['input'],
  body: BodyInit | null | undefined,
): Promise<Body> {
  if (body === undefined && isRequest(input) && input.body) return requestBody(input.clone());
  if (body === undefined || body === null) return undefined;
  if (body instanceof FormData) return formBody(body);
  if (body instanceof Blob && body.size >= LARGEST_BODY) return { stream: true };
  const isWhole =
    typeof body === 'string' ||
    body instanceof URLSearchParams ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body);
  return isWhole ? bytesBody(new Response(body as BodyInit)) : { stream: true };
}

/** The bytes of a form would differ each time: its boundary is random. */
async function requestBody(request: Request): Promise<Body> {
  const isForm = /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '');
  return isForm ? formBody(await request.formData()) : bytesBody(request);
}

function formBody(form: FormData): Body {
  return { form: [...form].map(partOf) };
}

async function bytesBody(holder: Request | Response): Promise<Body> {
  return recordedBody(new Uint8Array(await holder.arrayBuffer()));
}

function partOf([name, value]: [string, FormDataEntryValue]): RecordedPart {
  if (typeof value === 'string') return [name, value];
  return [name, { name: value.name, type: value.type, size: value.size }];
}

function redactedBody(body: NonNullable<Body>, redactor: Redactor): Body {
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
