import { Call } from './call.js';
import type { KaitenOptions } from './kaiten.js';
import { List, type ListOptions } from './list.js';
import type { Operation } from './operation.js';
import { type Params, partsOf, type RequestParts } from './request-parts.js';
import type { Sender } from './send.js';
import type { Sending, Sent } from './sending.js';
import { encodedForm, type UploadOptions } from './uploads.js';
import { urlOf } from './url.js';
import type { Validator } from './validate.js';
import { checkValidation } from './validation.js';

export type Method = (params?: Params, options?: ListOptions & UploadOptions) => unknown;

/** Makes methods of operations. */
export function methodsOf(
  sender: Sender,
  options: KaitenOptions,
): (operation: Operation) => Method {
  const { validate = 'off', loadValidators, hooks = {} } = options;
  let validator: Promise<Validator> | undefined;
  const loaded = () => {
    validator ??= import('./validate.js').then((module) =>
      module.validatorOf(hooks, loadValidators),
    );
    return validator;
  };

  async function call(
    operation: Operation,
    parts: RequestParts,
    own: UploadOptions | undefined,
  ): Promise<Sent> {
    checkValidation(own?.validate);
    const mode = own?.validate ?? validate;
    if (mode === 'off') return sender.send(sendingOf(sender, operation, parts, own));
    const { request, response } = await loaded();
    await request(operation, parts, mode);
    const sent = await sender.send(sendingOf(sender, operation, parts, own));
    await response(operation, sent.data, mode);
    return sent;
  }

  return (operation) => (params, own) => {
    const parts = partsOf(operation, params);
    if (!operation.list) return new Call(call(operation, parts, own));
    const ask = (query: Params, signal: AbortSignal | undefined) =>
      call(operation, { ...parts, query }, signal ? { ...own, signal } : own);
    return new List(operation.list, ask, parts.query, own);
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

function sendingOf(
  { baseUrl }: Sender,
  operation: Operation,
  { path, query, body }: RequestParts,
  options: UploadOptions | undefined,
): Sending {
  const { id, method, path: pathTemplate } = operation;
  return {
    operationId: id,
    method,
    pathTemplate,
    url: baseUrl + urlOf(method, pathTemplate, path, query),
    ...(body !== undefined && encodedBody(operation, body)),
    options,
    answer: 'json',
    notes: options?.onProgress && { onProgress: options.onProgress },
  };
}

function encodedBody({ body: placement }: Operation, body: unknown) {
  return placement === 'form'
    ? encodedForm(body as Params)
    : { body: JSON.stringify(body), headers: JSON_HEADERS };
}
