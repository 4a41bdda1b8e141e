import type { QueryStyles } from '@kaiten-sdk/core';
import type { Pagination } from '@kaiten-sdk/pagination';

// A method has one object for all parameters of its operation: path and query parameters and the
// properties of the request body, as in `kaiten.cards.update({ card_id: 1, title: 'New' })`. If a
// body property has the name of a parameter, or the body is a form, the body is passed as `body`.

/** An operation of the contract, with what is needed to send it. */
export interface Operation {
  /** The operationId. */
  readonly id: string;
  /** HTTP method, in capitals. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  /** How the request body is passed, if there is one: flat, or apart as `body`; a form is apart. */
  readonly body?: 'flat' | 'apart' | 'form';
  /** Names of the query parameters, if there is also a request body. */
  readonly query?: readonly string[];
  /** How query parameters are sent, where that is not the usual. */
  readonly styles?: QueryStyles;
  /** How the list is paged, if the operation returns one. */
  readonly list?: Pagination;
}

export type Params = Readonly<Record<string, unknown>>;

/** The parameters of a method, by where they are sent. */
export interface RequestParts {
  readonly path: Params;
  readonly query: Params;
  /** `undefined` if the operation has no request body, or none of its properties is set. */
  readonly body: unknown;
}

/**
 * @throws TypeError if a parameter would not be sent, or a form is missing. The message names the
 * operation, the parameter and the fix.
 */
export function partsOf(operation: Operation, params: Params = {}): RequestParts {
  const { id, body: placement, path: template, query: names } = operation;
  if (Object.prototype.toString.call(params) !== '[object Object]') {
    throw new TypeError(`${id}: pass its parameters as an object such as { card_id: 1 }`);
  }
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  const properties: Record<string, unknown> = {};
  for (const name in params) {
    if (template.includes(`{${name}}`)) path[name] = params[name];
    else if (!placement || names?.includes(name)) query[name] = params[name];
    else properties[name] = params[name];
  }
  return { path, query, body: placement && bodyOf(id, placement, properties) };
}

function bodyOf(
  id: string,
  placement: NonNullable<Operation['body']>,
  { body, ...properties }: Params,
): unknown {
  const [name] = Object.keys(properties).filter((key) => properties[key] !== undefined);
  if (placement === 'flat') {
    if (body !== undefined) {
      throw new TypeError(`${id}: it has no body; pass the properties next to the parameters`);
    }
    return Object.keys(properties).length > 0 ? properties : undefined;
  }
  if (name !== undefined) {
    throw new TypeError(`${id}: ${name} is not a parameter; pass it as body: { ${name} }`);
  }
  if (placement === 'form' && (typeof body !== 'object' || body === null)) {
    throw new TypeError(`${id}: body is ${body}; pass the form as body: { file }`);
  }
  return body;
}

// Types of the generated namespaces.

/** Shows an intersection as one object in editors. */
export type Flat<T> = { [Key in keyof T]: T[Key] };

export type PathParams<Data extends { path: unknown }> = Data['path'];

export type QueryParams<Data extends { query?: unknown }> = NonNullable<Data['query']>;

export type RequestBody<Data extends { body?: unknown }> = NonNullable<Data['body']>;

/** The properties of a request body that may be omitted altogether. */
export type PartialRequestBody<Data extends { body?: unknown }> = Partial<RequestBody<Data>>;

/** The parameters of an operation that has none. */
export type NoParams = { readonly [name: string]: never };

/** The data of a successful response. */
export type ResponseData<Responses> = Responses[keyof Responses];
