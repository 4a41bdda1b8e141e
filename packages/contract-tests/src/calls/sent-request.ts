import type { Parameter } from '../contract/operations.ts';

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
