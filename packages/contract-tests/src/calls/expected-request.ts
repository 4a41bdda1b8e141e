import type { Operation } from '../contract/operations.ts';
import type { Call } from './call.ts';
import { type FormField, formFields, type SentRequest } from './sent-request.ts';

export interface Credentials {
  /** The path of the base URL, such as `/api/latest`. */
  readonly basePath: string;
  readonly token: string;
}

/** The request that the contract wants for a call. */
export async function expectedRequest(
  operation: Operation,
  call: Call,
  { basePath, token }: Credentials,
): Promise<SentRequest> {
  const hasBody = call.body !== undefined && operation.body !== undefined;
  return {
    method: operation.method,
    path: `${basePath}${operation.path}`.split('/').map((segment) => filled(segment, call)),
    query: queryOf(call),
    authorization: `Bearer ${token}`,
    contentType: hasBody ? operation.body.mediaType : null,
    body: hasBody ? await bodyOf(operation.body.mediaType, call.body) : undefined,
  };
}

function filled(segment: string, { path = {} }: Call): string {
  const [, name] = /^\{(.+)\}$/.exec(segment) ?? [];
  return name === undefined ? segment : String(path[name]);
}

function queryOf({ query = {} }: Call): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, [value].flat().map(String)]),
  );
}

async function bodyOf(mediaType: string, body: unknown): Promise<unknown> {
  if (mediaType === 'application/json') return JSON.parse(JSON.stringify(body));
  const fields = Object.entries(body as object).flatMap(([name, value]) =>
    [value].flat().map((item) => fieldOf(name, item)),
  );
  return Promise.all(fields);
}

/** As OpenAPI has it for forms: texts and files as they are, anything else as JSON. */
async function fieldOf(name: string, value: unknown): Promise<FormField> {
  if (!(value instanceof Blob)) {
    return [name, typeof value === 'string' ? value : JSON.stringify(value)];
  }
  const form = new FormData();
  form.append(name, value);
  const [field] = await formFields(form);
  return field ?? [name, ''];
}
