import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import fc from 'fast-check';
import type { ContractOperation } from '../contract/contract.ts';
import type { Instances } from '../instances/instances.ts';
import {
  type Call,
  callingClientOf,
  calls,
  type FormField,
  formFields,
  generatedValidatorOf,
  type Packages,
  type Part,
  readRequest,
  type SentRequest,
} from './call.ts';

export interface RequestCheck {
  readonly packages: Packages;
  readonly instances: Instances;
  /** Calls of each operation. */
  readonly runs: number;
  readonly seed: number;
}

const HOST = 'https://example.kaiten.ru';
const CREDENTIALS = { basePath: '/api/latest', token: 'a-token' } satisfies Credentials;

/** What an operation's function sends otherwise than the contract says, as the simplest call shows it. */
export async function requestProblems(
  operation: ContractOperation,
  { instances, packages, runs, seed }: RequestCheck,
): Promise<Problem[]> {
  const { operationId, pointer } = operation;
  const problem = (message: string): Problem => ({
    pointer,
    message: `${operationId}: ${message}`,
  });
  const property = fc.asyncProperty(calls(operation, instances), async (call) => {
    const wrong = [
      ...(await wrongInRequest(operation, call, packages)),
      ...refusalsOf(operation, call, packages),
    ];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  const result = await fc.check(property, { numRuns: runs, seed });
  if (!result.failed) return [];
  const { message } = result.errorInstance as Error;
  return message.split('\n').map(problem);
}

async function wrongInRequest(
  operation: ContractOperation,
  call: Call,
  packages: Packages,
): Promise<string[]> {
  const send = packages.operation(operation.operationId);
  if (!send) return ['the client has no such function'];
  const requests: Request[] = [];
  const client = callingClientOf(
    `${HOST}${CREDENTIALS.basePath}`,
    CREDENTIALS.token,
    async (request) => {
      requests.push(request);
      return Response.json({});
    },
  );
  const outcome = await send({ client, ...call });
  const [request] = requests;
  if (!request) return [`sends nothing, and ends with ${String(outcome.error)}`];
  return requestDifferences(
    await expectedRequest(operation, call, CREDENTIALS),
    await readRequest(request, operation.parameters),
  );
}

const PARTS = { path: 'Path', query: 'Query', body: 'Body' } satisfies Record<keyof Call, Part>;

/** The parts of an allowed call that the validators refuse or change. */
function refusalsOf({ operationId }: ContractOperation, call: Call, packages: Packages): string[] {
  return Object.entries(PARTS).flatMap(([key, part]) => {
    const value = call[key as keyof Call];
    const validator = generatedValidatorOf(packages, operationId, part);
    if (value === undefined || !validator) return [];
    const { error } = validator.safeParse(value);
    const [issue] = error?.issues ?? [];
    if (!issue) return [];
    return [
      `${key}: the validator refuses ${quoted(value)} at ${issue.path.join('.')}: ${issue.message}`,
    ];
  });
}

const FIELDS = ['method', 'path', 'query', 'authorization', 'contentType', 'body'] as const;

/** In what a request is not the one that it should be, each in one line. */
export function requestDifferences(expected: SentRequest, sent: SentRequest): string[] {
  return FIELDS.filter((field) => !isDeepStrictEqual(expected[field], sent[field])).map(
    (field) => `${field}: sends ${quoted(sent[field])}, should be ${quoted(expected[field])}`,
  );
}

/** A value in a message: enough to find it. */
export function quoted(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : (JSON.stringify(value) ?? String(value)).slice(0, LONGEST);
}

const LONGEST = 300;

export interface Credentials {
  /** The path of the base URL, such as `/api/latest`. */
  readonly basePath: string;
  readonly token: string;
}

/** The request that the contract wants for a call. */
export async function expectedRequest(
  operation: ContractOperation,
  call: Call,
  { basePath, token }: Credentials,
): Promise<SentRequest> {
  const hasBody = call.body !== undefined && operation.body !== undefined;
  return {
    method: operation.method,
    path: `${basePath}${operation.path}`.split('/').map((segment) => filled(segment, call)),
    query: queryOf(operation, call),
    authorization: `Bearer ${token}`,
    contentType: hasBody ? operation.body.mediaType : null,
    body: hasBody ? await bodyOf(operation.body.mediaType, call.body) : undefined,
  };
}

function filled(segment: string, { path = {} }: Call): string {
  const [, name] = /^\{(.+)\}$/.exec(segment) ?? [];
  return name === undefined ? segment : String(path[name]);
}

/** `broken_api=false` is sent wherever it is accepted. */
function queryOf(
  { parameters }: ContractOperation,
  { query = {} }: Call,
): Record<string, string[]> {
  const isAccepted = parameters.some(({ name }) => name === 'broken_api');
  return Object.fromEntries(
    Object.entries({ ...(isAccepted && { broken_api: false }), ...query }).map(([name, value]) => [
      name,
      [value].flat().map(String),
    ]),
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
