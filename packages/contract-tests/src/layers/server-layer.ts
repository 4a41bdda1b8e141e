import { formatCount, type Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import fc from 'fast-check';
import { calls } from '../calls/call.ts';
import { requestDifferences } from '../calls/differences.ts';
import { expectedRequest } from '../calls/expected-request.ts';
import { builtPackages, clientOf, type Packages, validatorOf } from '../calls/packages.ts';
import { readRequest } from '../calls/sent-request.ts';
import { contractOperations, type Operation, selected } from '../contract/operations.ts';
import { Resolver } from '../contract/resolver.ts';
import { Instances } from '../instances/instances.ts';
import { answerPlace } from '../probe/answer-place.ts';
import { findingProblems } from '../probe/format-findings.ts';
import { Probe } from '../probe/probe.ts';
import { BASE_PATH, type Change, contractServer } from '../server/contract-server.ts';
import { judged, type LayerResult } from './layer.ts';

export interface ServerLayerOptions {
  readonly contract: JsonObject;
  /** The contract's file, as messages name it. */
  readonly file: string;
  readonly seed: number;
  /** @default the packages of this workspace */
  readonly packages?: Packages;
  /** What the server makes of an example before it sends it. @default nothing */
  readonly change?: Change;
  /** @default every operation of the contract */
  readonly operationIds?: readonly string[];
}

const TOKEN = 'a-token';

/** Proves the packages over a real connection: each operation once, to a server on loopback. */
export async function serverLayer(options: ServerLayerOptions): Promise<LayerResult> {
  const { change, contract, file, operationIds, packages = builtPackages, seed } = options;
  const operations = contractOperations(contract);
  const called = selected(operations, operationIds);
  const resolver = new Resolver(contract);
  const instances = new Instances(resolver);
  const probe = new Probe(resolver);
  const server = await contractServer(operations, change);
  const problems: Problem[] = [];
  try {
    for (const operation of called) problems.push(...(await problemsOf(operation)));
  } finally {
    await server.stop();
  }
  problems.push(...findingProblems(probe.findings(), file));
  const count = formatCount(called.length, 'operation');
  return judged('server', problems, {
    passed: `${count} called over loopback: read as sent, and answered as the contract says`,
    failed: `${formatCount(problems.length, 'thing')} wrong between packages, contract and server`,
  });

  async function problemsOf(operation: Operation): Promise<Problem[]> {
    const { operationId, parameters, pointer } = operation;
    const [call = {}] = fc.sample(calls(operation, instances), { numRuns: 1, seed });
    const client = clientOf(server.baseUrl, TOKEN, fetch);
    const outcome = await packages.operation(operationId)?.({ client, ...call });
    const request = server.requests.at(-1);
    const place = answerPlace(operation);
    if (!request || !outcome?.response?.ok || !place) {
      const status = outcome?.response?.status ?? String(outcome?.error ?? 'no call');
      return [{ pointer, message: `${operationId}: the call ends with ${status}` }];
    }
    probe.look(operationId, place, outcome.data);
    const credentials = { basePath: BASE_PATH, token: TOKEN };
    return [
      ...requestDifferences(
        await expectedRequest(operation, call, credentials),
        await readRequest(request, parameters),
      ),
      ...refusal(operation, outcome.data),
    ].map((message) => ({ pointer, message: `${operationId}: ${message}` }));
  }

  function refusal({ operationId }: Operation, data: unknown): string[] {
    const { error } = validatorOf(packages, operationId, 'Response')?.safeParse(data) ?? {};
    const [issue] = error?.issues ?? [];
    return issue
      ? [`the validator refuses the answer at ${issue.path.join('.')}: ${issue.message}`]
      : [];
  }
}
