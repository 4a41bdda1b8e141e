import * as client from '@kaiten-sdk/client';
import * as validators from '@kaiten-sdk/zod';
import fc from 'fast-check';
import type { ZodType } from 'zod';
import type { ContractOperation, Parameter } from '../contract/contract.ts';
import type { Instances } from '../instances/instances.ts';

/** What a caller gives a generated function. */
export interface Call {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Calls of an operation that the contract allows. */
export function calls(operation: ContractOperation, instances: Instances): fc.Arbitrary<Call> {
  const { body, parameters } = operation;
  const ofKind = (kind: string) => parameters.filter((parameter) => parameter.in === kind);
  const content = body && instances.of(body.schema);
  const required = body?.required ? (['body'] as const) : [];
  return fc.record(
    {
      path: values(ofKind('path'), instances, isSegment),
      query: values(ofKind('query'), instances, isSendable),
      ...(content && { body: content }),
    },
    { requiredKeys: ['path', 'query', ...required], noNullPrototype: true },
  );
}

function values(
  parameters: readonly Parameter[],
  instances: Instances,
  accepts: (value: unknown, parameter: Parameter) => boolean,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      parameters.map((parameter) => [
        parameter.name,
        instances.of(parameter.schema).filter((value) => accepts(value, parameter)),
      ]),
    ),
    {
      requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true,
    },
  );
}

/** Whether URLs can have it as a segment: they drop `.` and `..`, and an empty one is another path. */
function isSegment(value: unknown): boolean {
  return !['', '.', '..'].includes(String(value));
}

/** A query has no way to say that a list is empty, or that a comma is part of a value. */
function isSendable(value: unknown, { explode }: Parameter): boolean {
  if (!Array.isArray(value)) return true;
  return value.length > 0 && (explode || !value.some((one) => String(one).includes(',')));
}

/** What a generated function accepts in addition to the parameters of the operation. */
interface CallOptions extends Call {
  readonly client: client.Client;
  readonly throwOnError?: boolean;
}

/** What a generated function gives. */
export interface CallOutcome {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response?: Response;
}

export type OperationFunction = (options: CallOptions) => Promise<CallOutcome>;

/** The packages under test, by names of the contract. */
export interface Packages {
  readonly operation: (operationId: string) => OperationFunction | undefined;
  /** Such as `zGetCardResponse`. */
  readonly validator: (name: string) => ZodType | undefined;
}

/** The packages of this workspace, as they are built. */
export const builtPackages: Packages = {
  operation: (operationId) => Reflect.get(client, operationId),
  validator: (name) => Reflect.get(validators, name),
};

export type Part = 'Path' | 'Query' | 'Body' | 'Response';

/** The validator of a part of an operation. */
export function generatedValidatorOf(
  packages: Packages,
  operationId: string,
  part: Part,
): ZodType | undefined {
  return packages.validator(
    `z${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}${part}`,
  );
}

/** A client that sends nothing but hands its requests over. */
export function callingClientOf(
  baseUrl: string,
  token: string,
  response: (request: Request) => Promise<Response>,
): client.Client {
  const fetch = (input: RequestInfo | URL, init?: RequestInit) =>
    response(input instanceof Request ? input : new Request(input, init));
  return client.createClient(
    client.createConfig({ baseUrl, auth: token, fetch, throwOnError: false }),
  );
}

/** A request as a server reads it. */
export interface SentRequest {
  readonly method: string;
  /** Segments of the path, decoded. */
  readonly path: readonly string[];
  /** Values by name; of a list that is sent in one value, each. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly authorization: string | null;
  /** Media type without its parameters. */
  readonly contentType: string | null;
  /** JSON as a value, a form as its fields, nothing as `undefined`, anything else as text. */
  readonly body: unknown;
}

/** A field of a form; a file is its bytes in base64. */
export type FormField = readonly [name: string, value: string | { readonly file: string }];

/** Reads a request that was sent. */
export async function readRequest(
  request: Request,
  parameters: readonly Parameter[],
): Promise<SentRequest> {
  const { pathname, search } = new URL(request.url);
  const contentType = request.headers.get('content-type');
  return {
    method: request.method,
    path: pathname.split('/').map(decodeURIComponent),
    query: readQuery(search.slice(1), parameters),
    authorization: request.headers.get('authorization'),
    contentType: contentType?.split(';')[0] ?? null,
    body: await readBody(request, contentType),
  };
}

function readQuery(text: string, parameters: readonly Parameter[]): Record<string, string[]> {
  const raw: Record<string, string[]> = {};
  for (const pair of text.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    raw[name] = [...(raw[name] ?? []), value];
  }
  return Object.fromEntries(
    Object.entries(raw).map(([name, values]) => {
      const parameter = parameters.find((known) => known.in === 'query' && known.name === name);
      return [decode(name), readValues(values, parameter?.explode ?? true)];
    }),
  );
}

/** A list that is to come in one value must not come in several. */
function readValues(values: readonly string[], explode: boolean): string[] {
  return (explode ? values : values.join('&').split(',')).map(decode);
}

/** As servers do: a plus sign that is not encoded is a space. */
function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

async function readBody(request: Request, contentType: string | null): Promise<unknown> {
  if (contentType?.startsWith('multipart/form-data')) return formFields(await request.formData());
  const text = await request.text();
  if (text === '' && contentType === null) return undefined;
  return contentType === 'application/json' ? JSON.parse(text) : text;
}

/** The fields of a form. */
export async function formFields(form: FormData): Promise<FormField[]> {
  return Promise.all(
    [...form].map(async ([name, value]) => [name, await fieldValue(value)] as const),
  );
}

async function fieldValue(value: string | Blob): Promise<FormField[1]> {
  if (typeof value === 'string') return value;
  return { file: Buffer.from(await value.arrayBuffer()).toString('base64') };
}
