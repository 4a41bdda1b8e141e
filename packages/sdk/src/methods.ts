import { type EncodedOperation, encodeUrl, KaitenError } from '@kaiten-sdk/core';
import type { PageSizes } from '@kaiten-sdk/pagination';
import { ApiPromise } from './api-promise.js';
import { checkOptionsOf } from './check-options.js';
import { jsonText } from './json-text.js';
import { List, type ListOptions } from './list.js';
import { type Operation, type Params, partsOf, type RequestParts } from './operation.js';
import { DEFAULTS, type KaitenOptions, type RequestOptions } from './options.js';
import type { ParsedResponse, PreparedRequest, Sender } from './send.js';
import { encodedForm, isStream, type UploadOptions, webStream } from './uploads.js';
import type { Validator } from './validate.js';

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Returns a function that creates the method of an operation. */
export function methodsOf(sender: Sender, options: KaitenOptions) {
  const { validate = DEFAULTS.validate, validators, hooks = {} } = options;
  let validator: Promise<Validator> | undefined;

  async function call(
    operation: Operation,
    parts: RequestParts,
    own: UploadOptions | undefined,
  ): Promise<ParsedResponse> {
    const mode = own?.validate ?? validate;
    if (mode === 'off') return sender.send(prepared(sender, operation, parts, own));
    validator ??= import('./validate.js').then(({ validatorOf }) => validatorOf(hooks, validators));
    const { request, response } = await validator;
    await request(operation, parts, mode);
    const parsed = await sender.send(prepared(sender, operation, parts, own));
    await response(operation, parsed.data, mode);
    return parsed;
  }

  // Of the server of this client.
  const pageSizes: PageSizes = new WeakMap();
  return (operation: Operation) => (params?: Params, own?: ListOptions & UploadOptions) => {
    if (!operation.list) {
      const send = async () => {
        checkOptionsOf(operation.body === 'form' ? 'upload' : 'call', own);
        return call(operation, partsOf(operation, params), own);
      };
      return new ApiPromise(send());
    }
    checkOptionsOf('list', own);
    const parts = partsOf(operation, params);
    const fetchPage = (query: Params, signal: AbortSignal | undefined) =>
      call(operation, { ...parts, query }, signal ? { ...own, signal } : own);
    return new List(operation.list, fetchPage, parts.query, own, pageSizes);
  };
}

function prepared(
  { baseUrl }: Sender,
  operation: Operation,
  { path, query, body }: RequestParts,
  options: UploadOptions | undefined,
): PreparedRequest {
  const { id: operationId, method, path: pathTemplate, styles } = operation;
  const target = { operationId, method, pathTemplate };
  return {
    ...target,
    url: baseUrl + encodeUrl({ ...target, styles }, path, query, KaitenError),
    ...(body !== undefined &&
      (operation.body === 'form' ? encodedForm(body) : jsonBody(target, body))),
    options,
    parseAs: 'json',
    meta: options?.onProgress && { onProgress: options.onProgress },
  };
}

/** Sends a request that the contract does not describe: `kaiten.request`. */
export async function sendRaw(
  { baseUrl, send }: Sender,
  method: string,
  path: string,
  own: RequestOptions = {},
): Promise<ParsedResponse> {
  checkOptionsOf('request', own);
  checkPath(path);
  const { query, body, ...options } = own;
  const raw = rawBody(body);
  const target = { method: method.toUpperCase(), pathTemplate: path.replace(/\?.*/s, '') };
  const search = encodeUrl(target, {}, query, KaitenError).slice(target.pathTemplate.length);
  return send({
    ...target,
    url: baseUrl + path + (path.includes('?') ? search.replace('?', '&') : search),
    ...(raw && { body: raw }),
    ...(!raw && body !== undefined && jsonBody(target, body)),
    options,
    parseAs: 'any',
  });
}

/** @throws TypeError if `fetch` would request a different path. */
function checkPath(path: string): void {
  const [segments = ''] = String(path).split('?');
  const fix = !segments.startsWith('/')
    ? // It would extend the host name of the base URL.
      'it must start with /'
    : /\/(\.|%2e){0,2}(\/|$)|[#\\\t\r\n\p{Surrogate}]/iu.test(segments.replace(/^\/$/, '')) &&
      'encode its values with encodeURIComponent; it must not contain empty segments, "." or ".."';
  if (fix) throw new TypeError(`path is ${JSON.stringify(path)}: ${fix}`);
}

function jsonBody(target: EncodedOperation, body: unknown) {
  return { body: jsonText(target, body), headers: JSON_HEADERS };
}

/** A body that is sent unchanged; `undefined` for one that is sent as JSON. */
function rawBody(body: unknown): BodyInit | undefined {
  if (isStream(body)) return webStream(body);
  const isRaw =
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof URLSearchParams ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body);
  return isRaw ? (body as BodyInit) : undefined;
}
