import { type RateLimitOptions, rateLimit } from '@kaiten-sdk/rate-limit';
import fc from 'fast-check';
import { builtPackages, clientOf } from '../calls/packages.ts';
import type { Operation } from '../contract/operations.ts';
import type { Resolver } from '../contract/resolver.ts';
import type { Schema } from '../contract/schema.ts';
import { Instances } from '../instances/instances.ts';
import { answerPlace } from '../probe/answer-place.ts';
import type { Probe } from '../probe/probe.ts';
import type { Connection } from './connection.ts';
import { Ids } from './ids.ts';

export interface TenantReading {
  readonly operations: readonly Operation[];
  readonly resolver: Resolver;
  readonly probe: Probe;
  readonly connection: Connection;
  /** How fast calls may follow each other. @default 5 in a second */
  readonly pace?: RateLimitOptions | undefined;
}

export interface TenantOutcome {
  /** Operations that answered with success. */
  readonly answered: readonly string[];
  /** Operations that were refused, with the status; `0` where no answer came. */
  readonly refused: readonly { readonly operationId: string; readonly status: number }[];
  /** Operations for which no id was found, or which lead elsewhere. */
  readonly left: readonly string[];
}

/** Reads what a tenant lets be read, one call at a time, and lets a probe look at the answers. */
export async function readTenant(reading: TenantReading): Promise<TenantOutcome> {
  const { connection, operations, pace, probe, resolver } = reading;
  const client = clientOf(connection.baseUrl, connection.token, rateLimit(fetch, pace));
  const instances = new Instances(resolver);
  const ids = new Ids();
  const answered: string[] = [];
  const refused: { operationId: string; status: number }[] = [];
  let waiting = operations.filter(isReading);
  for (let ready = takeReady(); ready.length > 0; ready = takeReady()) {
    for (const operation of ready) await read(operation);
  }
  return { answered, refused, left: waiting.map(({ operationId }) => operationId) };

  function takeReady(): Operation[] {
    const ready = waiting.filter((operation) => ids.pathFor(operation, resolver));
    waiting = waiting.filter((operation) => !ready.includes(operation));
    return ready;
  }

  async function read(operation: Operation): Promise<void> {
    const { operationId } = operation;
    const path = ids.pathFor(operation, resolver) ?? {};
    const call = { client, path, query: requiredQuery(operation, instances) };
    const outcome = await builtPackages.operation(operationId)?.(call);
    const place = answerPlace(operation);
    if (!outcome?.response?.ok || !place) {
      refused.push({ operationId, status: outcome?.response?.status ?? 0 });
      return;
    }
    answered.push(operationId);
    ids.learn(operation, outcome.data);
    probe.look(operationId, place, outcome.data);
  }
}

/** Files are left alone: they are nobody's business here, and lead to another host. */
function isReading({ answers, method }: Operation): boolean {
  return method === 'GET' && answers.every(({ status }) => status < 300 || status >= 400);
}

function requiredQuery({ parameters }: Operation, instances: Instances): Record<string, unknown> {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  return Object.fromEntries(
    required.map(({ name, schema }) => [name, isDay(schema) ? today() : anyOf(schema, instances)]),
  );
}

function anyOf(schema: Schema, instances: Instances): unknown {
  return fc.sample(instances.of(schema), { numRuns: 1, seed: 1 })[0];
}

/** Only of a time that has come there is something to read. */
function isDay({ format }: Schema): boolean {
  return format === 'date';
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
