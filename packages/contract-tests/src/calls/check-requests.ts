import type { Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import fc from 'fast-check';
import type { Operation } from '../contract/operations.ts';
import type { Instances } from '../instances/instances.ts';
import { type Call, calls } from './call.ts';
import { requestDifferences, shown } from './differences.ts';
import { type Credentials, expectedRequest } from './expected-request.ts';
import { clientOf, type Packages, type Part, validatorOf } from './packages.ts';
import { readRequest } from './sent-request.ts';

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
  operation: Operation,
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
  operation: Operation,
  call: Call,
  packages: Packages,
): Promise<string[]> {
  const send = packages.operation(operation.operationId);
  if (!send) return ['the client has no such function'];
  const requests: Request[] = [];
  const client = clientOf(`${HOST}${CREDENTIALS.basePath}`, CREDENTIALS.token, async (request) => {
    requests.push(request);
    return Response.json({});
  });
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
function refusalsOf({ operationId }: Operation, call: Call, packages: Packages): string[] {
  return Object.entries(PARTS).flatMap(([key, part]) => {
    const value = call[key as keyof Call];
    const validator = validatorOf(packages, operationId, part);
    if (value === undefined || !validator) return [];
    const { error } = validator.safeParse(value);
    const [issue] = error?.issues ?? [];
    if (!issue) return [];
    return [
      `${key}: the validator refuses ${shown(value)} at ${issue.path.join('.')}: ${issue.message}`,
    ];
  });
}
