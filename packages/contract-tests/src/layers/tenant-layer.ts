import type { RateLimitOptions } from '@kaiten-sdk/rate-limit';
import { type JsonObject, shortList } from '@kaiten-sdk/scripts/openapi/index.ts';
import { contractOperations } from '../contract/operations.ts';
import { Resolver } from '../contract/resolver.ts';
import type { FullFinding } from '../probe/finding.ts';
import { findingProblems } from '../probe/format-findings.ts';
import { Probe } from '../probe/probe.ts';
import type { Connection } from '../tenant/connection.ts';
import { readTenant, type TenantOutcome } from '../tenant/read-tenant.ts';
import type { LayerResult } from './layer.ts';

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

/** Compares what a real tenant answers with the contract. Reads only, and tells shapes only. */
export async function tenantLayer(options: TenantLayerOptions): Promise<TenantLayerResult> {
  const { connection, contract, file, pace } = options;
  const layer = 'tenant';
  if (!connection) {
    const summary = 'not asked for: KAITEN_DOMAIN and KAITEN_TOKEN are not set';
    return { layer, status: 'not-asked', summary, problems: [], findings: [] };
  }
  const resolver = new Resolver(contract);
  const probe = new Probe(resolver);
  const operations = contractOperations(contract);
  const outcome = await readTenant({ operations, resolver, probe, connection, pace });
  const findings = probe.findings();
  return {
    layer,
    status:
      outcome.answered.length === 0 ? 'unreachable' : findings.length > 0 ? 'failed' : 'passed',
    summary: summaryOf(outcome, findings.length),
    problems: findingProblems(findings, file),
    report: reportOf(outcome),
    findings,
  };
}

function summaryOf({ answered, left, refused }: TenantOutcome, findings: number): string {
  if (answered.length === 0) return 'skipped: no call of the tenant was answered with success';
  const counts = `${answered.length} operations read, ${refused.length} refused, ${left.length} not reached`;
  return `${findings === 0 ? 'the contract is true to it' : 'the contract is not true to it'}: ${counts}`;
}

function reportOf({ left, refused }: TenantOutcome): string {
  const statuses = refused.map(
    ({ operationId, status }) => `${operationId} ${status || 'no answer'}`,
  );
  return [
    ...(refused.length > 0 ? [`Refused: ${shortList(statuses)}`] : []),
    ...(left.length > 0 ? [`Not reached: ${shortList(left)}`] : []),
  ].join('\n');
}
