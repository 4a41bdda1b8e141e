import type { RateLimitOptions } from '@kaiten-sdk/rate-limit';
import { formatCount, type Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import { type ChangePolicy, diffInSections, formatText } from '@kaiten-sdk/scripts/diff/index.ts';
import {
  type DownloadPlan,
  downloadSpec,
  type FetchSettings,
  SpecRejectedError,
  SpecUnreachableError,
  verdictsOn,
} from '@kaiten-sdk/scripts/download/index.ts';
import { type JsonObject, shortList } from '@kaiten-sdk/scripts/openapi/index.ts';
import fc from 'fast-check';
import {
  builtPackages,
  callingClientOf,
  calls,
  generatedValidatorOf,
  type Packages,
  readRequest,
} from '../calls/call.ts';
import { expectedRequest, requestDifferences } from '../calls/check-requests.ts';
import { type ContractOperation, contractOperations, selected } from '../contract/contract.ts';
import { Resolver } from '../contract/schema.ts';
import { Instances } from '../instances/instances.ts';
import { type FullFinding, findingProblems, successPlace } from '../probe/finding.ts';
import { Probe } from '../probe/probe.ts';
import { BASE_PATH, contractServer, type ExampleChange } from '../server/contract-server.ts';
import { type Connection, readTenant, type TenantOutcome } from '../tenant/read-tenant.ts';
import { judged, type LayerResult } from './offline-layers.ts';

export interface ServerLayerOptions {
  readonly contract: JsonObject;
  /** The contract's file, as messages name it. */
  readonly file: string;
  readonly seed: number;
  /** @default the packages of this workspace */
  readonly packages?: Packages;
  /** What the server makes of an example before it sends it. @default nothing */
  readonly change?: ExampleChange;
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
    passed: `${count} called over loopback: requests and responses match the contract`,
    failed: `${formatCount(problems.length, 'thing')} wrong between packages, contract and server`,
  });

  async function problemsOf(operation: ContractOperation): Promise<Problem[]> {
    const { operationId, parameters, pointer } = operation;
    const [call = {}] = fc.sample(calls(operation, instances), { numRuns: 1, seed });
    const client = callingClientOf(server.baseUrl, TOKEN, fetch);
    const outcome = await packages.operation(operationId)?.({ client, ...call });
    const request = server.requests.at(-1);
    const place = successPlace(operation);
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

  function refusal({ operationId }: ContractOperation, data: unknown): string[] {
    const { error } =
      generatedValidatorOf(packages, operationId, 'Response')?.safeParse(data) ?? {};
    const [issue] = error?.issues ?? [];
    return issue
      ? [`the validator rejects the response at ${issue.path.join('.')}: ${issue.message}`]
      : [];
  }
}

export interface TenantLayerOptions {
  readonly contract: JsonObject;
  /** The contract's file, as messages name it. */
  readonly file: string;
  /** None where the environment names no tenant. */
  readonly connection: Connection | undefined;
  /** How fast calls may follow each other. @default 5 in a second */
  readonly pace?: RateLimitOptions | undefined;
}

export interface TenantLayerResult extends LayerResult {
  readonly findings: readonly FullFinding[];
}

/** Compares the responses of a real tenant with the contract. Only reads, and reports only shapes. */
export async function tenantLayer(options: TenantLayerOptions): Promise<TenantLayerResult> {
  const { connection, contract, file, pace } = options;
  const layer = 'tenant';
  if (!connection) {
    const summary = 'not requested: KAITEN_DOMAIN and KAITEN_TOKEN are not set';
    return { layer, status: 'not-requested', summary, problems: [], findings: [] };
  }
  const resolver = new Resolver(contract);
  const probe = new Probe(resolver);
  const operations = contractOperations(contract);
  const outcome = await readTenant({ operations, resolver, probe, connection, pace });
  const findings = probe.findings();
  return {
    layer,
    status:
      outcome.succeeded.length === 0 ? 'unreachable' : findings.length > 0 ? 'failed' : 'passed',
    summary: summaryOf(outcome, findings.length),
    problems: findingProblems(findings, file),
    report: reportOf(outcome),
    findings,
  };
}

function summaryOf({ succeeded, left, refused }: TenantOutcome, findings: number): string {
  if (succeeded.length === 0) return 'skipped: no request to the tenant succeeded';
  const counts = `${succeeded.length} operations read, ${refused.length} refused, ${left.length} not reached`;
  return `${findings === 0 ? 'the contract is true to it' : 'the contract is not true to it'}: ${counts}`;
}

function reportOf({ left, refused }: TenantOutcome): string {
  const statuses = refused.map(
    ({ operationId, status }) => `${operationId} ${status || 'no response'}`,
  );
  return [
    ...(refused.length > 0 ? [`Refused: ${shortList(statuses)}`] : []),
    ...(left.length > 0 ? [`Not reached: ${shortList(left)}`] : []),
  ].join('\n');
}

export interface UpstreamLayerOptions extends FetchSettings {
  /** The repository. */
  readonly root: string;
  /** The shape that is pinned in it. */
  readonly snapshot: JsonObject;
  readonly policy: ChangePolicy;
  /** Where to read the live spec. @default `KAITEN_SPEC_URL`, then source.json */
  readonly url?: string | undefined;
}

/** Checks whether the live spec is still the pinned one. Writes nothing. */
export async function upstreamLayer(options: UpstreamLayerOptions): Promise<LayerResult> {
  try {
    // What counts as a loss is reported below, as drift reports it.
    const plan = await downloadSpec({ ...options, requireLive: true, acceptRemovals: true });
    return plan.outcome === 'changed' ? drifted(plan, options) : unchanged(plan);
  } catch (error) {
    if (error instanceof SpecUnreachableError) return unreachable(error);
    if (error instanceof SpecRejectedError) return rejected(error);
    throw error;
  }
}

function unchanged({ stats, url }: DownloadPlan): LayerResult {
  return {
    layer: 'upstream',
    status: 'passed',
    summary: `${url} is as pinned: ${formatCount(stats.operations, 'operation')}`,
    problems: [],
  };
}

function unreachable(error: SpecUnreachableError): LayerResult {
  return {
    layer: 'upstream',
    status: 'unreachable',
    summary: `skipped: the live spec cannot be reached, so whether it is as pinned is unknown: ${error.message}`,
    problems: error.problems,
  };
}

function rejected(error: SpecRejectedError): LayerResult {
  return { layer: 'upstream', status: 'failed', summary: error.message, problems: error.problems };
}

async function drifted(
  { upstream, url }: DownloadPlan,
  { policy, snapshot }: UpstreamLayerOptions,
): Promise<LayerResult> {
  const verdicts = verdictsOn(snapshot, upstream);
  const diff = await diffInSections(snapshot, upstream, policy);
  const report = formatText({
    ...diff,
    base: 'pinned',
    head: url,
    sourceOf: () => undefined,
  });
  const [verdict] = verdicts;
  return {
    layer: 'upstream',
    status: 'failed',
    summary:
      verdict?.message ??
      `the live spec differs from the pinned one: ${formatCount(diff.changes.length, 'change')}`,
    problems: verdicts.slice(1),
    report:
      diff.changes.length > 0 ? report : 'No operation differs, but something around them does.',
  };
}
