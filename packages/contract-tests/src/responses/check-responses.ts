import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import fc from 'fast-check';
import type { ZodType } from 'zod';
import {
  type CallOutcome,
  callingClientOf,
  generatedValidatorOf,
  type Packages,
} from '../calls/call.ts';
import { quoted } from '../calls/check-requests.ts';
import {
  type ContractOperation,
  type OperationResponse,
  valueAtPath,
  withValueAt,
} from '../contract/contract.ts';
import { type Placed, typeOf } from '../contract/schema.ts';
import type { Walker } from '../contract/walk.ts';
import type { Instances } from '../instances/instances.ts';

export interface ResponseCheck {
  readonly packages: Packages;
  readonly instances: Instances;
  readonly walker: Walker;
  /** Number of generated bodies for each response. */
  readonly runs: number;
  readonly seed: number;
}

/** Reports responses of an operation, described or malformed, that reach the caller changed. */
export async function responseProblems(
  operation: ContractOperation,
  check: ResponseCheck,
): Promise<Problem[]> {
  const { operationId, pointer } = operation;
  if (!check.packages.operation(operationId)) return [];
  const problems: Problem[] = [];
  for (const response of operation.responses) {
    const found = [
      ...(await wrongWithBodies(operation, response, check)),
      ...(await malformedBodyProblems(operation, response.status, check)),
    ];
    problems.push(
      ...found.map((message) => ({
        pointer: response.content?.pointer ?? `${pointer}/responses/${response.status}`,
        message: `${operationId} ${response.status}: ${message}`,
      })),
    );
  }
  return problems;
}

async function wrongWithBodies(
  operation: ContractOperation,
  { content, status }: OperationResponse,
  check: ResponseCheck,
): Promise<string[]> {
  if (!content) return [];
  const { example, pointer, schema } = content;
  const use: Placed = { schema, pointer };
  const { walker } = check;
  const bodies: [string, unknown][] = fc
    .sample(check.instances.of(schema), { numRuns: check.runs, seed: check.seed })
    .map((body) => ['a generated body', body]);
  if (example !== undefined) {
    bodies.push(
      ['the example', example],
      ['the example with unknown keys', withUnknownKeys(walker, use, example)],
      ['the example with unknown codes', withUnknownCodes(walker, use, example)],
    );
  }
  const validator = validatorFor(operation, status, use, check.packages);
  const wrong: string[] = [];
  for (const [name, body] of bodies) {
    const received = await receive(operation, check.packages, status, {
      contentType: content.mediaType,
      text: JSON.stringify(body),
    });
    const value = status < 300 ? received.data : received.error;
    // A body that counts as nothing cannot be distinguished from an empty one: generated functions say `{}`.
    if (!isDeepStrictEqual(value, body) && !(status >= 300 && !body)) {
      wrong.push(`${name} arrives as ${quoted(value)}, was ${quoted(body)}`);
    }
    wrong.push(...refusal(validator, body).map((reason) => `${name} ${reason}`));
  }
  return wrong.slice(0, 1);
}

function validatorFor(
  { operationId }: ContractOperation,
  status: number,
  { schema }: Placed,
  packages: Packages,
): ZodType | undefined {
  if (status < 300) return generatedValidatorOf(packages, operationId, 'Response');
  const component = schema.$ref?.split('/').at(-1);
  return component === undefined ? undefined : packages.validator(`z${component}`);
}

function refusal(validator: ZodType | undefined, body: unknown): string[] {
  if (!validator) return [];
  const { data, error } = validator.safeParse(body);
  const [issue] = error?.issues ?? [];
  if (issue) return [`is refused at ${issue.path.join('.') || 'its root'}: ${issue.message}`];
  return isDeepStrictEqual(data, body) ? [] : [`is changed by the validator to ${quoted(data)}`];
}

/** Statuses with which HTTP has no body, odd or not. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

async function malformedBodyProblems(
  operation: ContractOperation,
  status: number,
  { packages }: ResponseCheck,
): Promise<string[]> {
  if (WITHOUT_BODY.has(status)) return [];
  const wrong: string[] = [];
  for (const odd of MALFORMED_BODIES) {
    const { data, error, response } = await receive(operation, packages, status, odd);
    const isData = status < 300 && 'asData' in odd;
    const arrived = isData ? data : error;
    const isRight = isData
      ? isDeepStrictEqual(arrived, odd.asData)
      : status < 300
        ? arrived instanceof SyntaxError
        : isDeepStrictEqual(arrived, odd.asError);
    if (!isRight || response?.status !== status) {
      wrong.push(`a body that is ${odd.name} arrives as ${quoted(arrived)}`);
    }
  }
  return wrong;
}

/** A body that no contract describes and that servers and proxies send all the same. */
interface MalformedBody {
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
  /** What a caller gets of it as data of a success; absent where it gets an error. */
  readonly asData?: unknown;
  readonly asError: unknown;
}

const JSON_TYPE = 'application/json';
const HTML = '<!doctype html><title>502 Bad Gateway</title>';

/** An empty body is an empty object to generated functions. */
const MALFORMED_BODIES: readonly MalformedBody[] = [
  { name: 'empty', contentType: JSON_TYPE, text: '', asData: {}, asError: {} },
  { name: 'bare string', contentType: JSON_TYPE, text: '"No"', asData: 'No', asError: 'No' },
  { name: 'plain text', contentType: 'text/plain', text: 'No', asData: 'No', asError: 'No' },
  { name: 'page of HTML', contentType: 'text/html', text: HTML, asData: HTML, asError: HTML },
  { name: 'HTML that calls itself JSON', contentType: JSON_TYPE, text: HTML, asError: HTML },
  {
    name: 'object with unknown keys',
    contentType: JSON_TYPE,
    text: '{"a key of tomorrow":[1,{"two":null}]}',
    asData: { 'a key of tomorrow': [1, { two: null }] },
    asError: { 'a key of tomorrow': [1, { two: null }] },
  },
];

const BASE_URL = 'https://example.kaiten.ru/api/latest';

interface SentBody {
  readonly contentType: string;
  readonly text: string;
}

/** The outcome of a call if the server sends this body. */
async function receive(
  { operationId, parameters }: ContractOperation,
  packages: Packages,
  status: number,
  { contentType, text }: SentBody,
): Promise<CallOutcome> {
  const client = callingClientOf(
    BASE_URL,
    'a-token',
    async () => new Response(text, { status, headers: { 'content-type': contentType } }),
  );
  const send = packages.operation(operationId);
  const names = parameters.filter((parameter) => parameter.in === 'path');
  const path = Object.fromEntries(names.map(({ name }) => [name, 1]));
  return (await send?.({ client, path, query: {} })) ?? {};
}

const UNKNOWN_KEY = 'a key of tomorrow';
const UNKNOWN_CODES = { string: 'a code of tomorrow', integer: 987_654, number: 987_654 } as const;

/** A response with an additional property in every object whose keys are described. */
function withUnknownKeys(walker: Walker, use: Placed, value: unknown): unknown {
  let whole = value;
  for (const { object, path } of walker.walk(use, value)) {
    if (object?.entries !== false) continue;
    const extended = { ...(valueAtPath(whole, path) as object), [UNKNOWN_KEY]: [1, { two: null }] };
    whole = withValueAt(whole, path, extended);
  }
  return whole;
}

/** A response with codes that the contract does not know, wherever it lists those that there are. */
function withUnknownCodes(walker: Walker, use: Placed, value: unknown): unknown {
  let whole = value;
  for (const { isGuess, path, placed, value: code } of walker.walk(use, value)) {
    const type = typeOf(code);
    if (isGuess || !placed.schema.enum || !(type in UNKNOWN_CODES)) continue;
    whole = withValueAt(whole, path, UNKNOWN_CODES[type as keyof typeof UNKNOWN_CODES]);
  }
  return whole;
}
