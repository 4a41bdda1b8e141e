import { type RateLimitOptions, rateLimit } from '@kaiten-sdk/rate-limit';
import { UsageError } from '@kaiten-sdk/scripts/cli/index.ts';
import fc from 'fast-check';
import { builtPackages, callingClientOf } from '../calls/call.ts';
import type { ContractOperation, Parameter } from '../contract/contract.ts';
import {
  alternativesOf,
  isTypeAllowed,
  type Resolver,
  type Schema,
  schemaTypesOf,
  typeOf,
} from '../contract/schema.ts';
import { Instances } from '../instances/instances.ts';
import { successPlace } from '../probe/finding.ts';
import type { Probe } from '../probe/probe.ts';
import { BASE_PATH } from '../server/contract-server.ts';

export interface TenantReading {
  readonly operations: readonly ContractOperation[];
  readonly resolver: Resolver;
  readonly probe: Probe;
  readonly connection: Connection;
  /** How fast calls may follow each other. @default 5 in a second */
  readonly pace?: RateLimitOptions | undefined;
}

export interface TenantOutcome {
  /** Operations that returned a success response. */
  readonly succeeded: readonly string[];
  /** Operations that were refused, with the status; `0` where no response came. */
  readonly refused: readonly { readonly operationId: string; readonly status: number }[];
  /** Operations for which no id was found, or which lead elsewhere. */
  readonly left: readonly string[];
}

/** Reads what a tenant lets be read, one call at a time, and passes the responses to a probe. */
export async function readTenant(reading: TenantReading): Promise<TenantOutcome> {
  const { connection, operations, pace, probe, resolver } = reading;
  const client = callingClientOf(connection.baseUrl, connection.token, rateLimit(fetch, pace));
  const instances = new Instances(resolver);
  const ids = new Ids();
  const succeeded: string[] = [];
  const refused: { operationId: string; status: number }[] = [];
  let waiting = operations.filter(isReading);
  for (let ready = takeReady(); ready.length > 0; ready = takeReady()) {
    for (const operation of ready) await read(operation);
  }
  return { succeeded, refused, left: waiting.map(({ operationId }) => operationId) };

  function takeReady(): ContractOperation[] {
    const ready = waiting.filter((operation) => ids.pathFor(operation, resolver));
    waiting = waiting.filter((operation) => !ready.includes(operation));
    return ready;
  }

  async function read(operation: ContractOperation): Promise<void> {
    const { operationId } = operation;
    const path = ids.pathFor(operation, resolver) ?? {};
    const call = { client, path, query: requiredQuery(operation, instances) };
    const outcome = await builtPackages.operation(operationId)?.(call);
    const place = successPlace(operation);
    if (!outcome?.response?.ok || !place) {
      refused.push({ operationId, status: outcome?.response?.status ?? 0 });
      return;
    }
    succeeded.push(operationId);
    ids.learn(operation, outcome.data);
    probe.look(operationId, place, outcome.data);
  }
}

/** Files are left alone: they are private and lead to another host. */
function isReading({ responses, method }: ContractOperation): boolean {
  return method === 'GET' && responses.every(({ status }) => status < 300 || status >= 400);
}

function requiredQuery(
  { parameters }: ContractOperation,
  instances: Instances,
): Record<string, unknown> {
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

/** More of a kind teach little more, and each is a call. */
const MOST_OF_A_NAME = 3;

/** Ids from responses, for requests that need one. Never printed. */
class Ids {
  readonly #byName = new Map<string, Set<string | number>>();

  /** Keeps the ids in a response: those of its rows, and those that it refers to by name. */
  learn({ path }: ContractOperation, response: unknown): void {
    const noun = path.endsWith('}') ? undefined : singular(path.split('/').at(-1) ?? '');
    for (const row of Array.isArray(response) ? response : [response]) {
      for (const [key, value] of Object.entries(Object(row))) {
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        if (/^u?id$/.test(key) && noun) this.#keep(`${noun}_${key}`, value);
        if (/_u?id$/.test(key)) this.#keep(key, value);
      }
    }
  }

  /** Values for each of some path parameters; none where one of them is not known. */
  pathFor(
    operation: ContractOperation,
    resolver: Resolver,
  ): Record<string, string | number> | undefined {
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
    const found = parameters.map((parameter) => [
      parameter.name,
      this.#find(operation, parameter, resolver),
    ]);
    return found.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(found);
  }

  #find({ path }: ContractOperation, { name, schema }: Parameter, resolver: Resolver) {
    const segments = path.split('/');
    const noun = singular(segments[segments.indexOf(`{${name}}`) - 1] ?? '');
    const names = [name, `${noun}_${name}`, `${noun}_id`, `${noun}_uid`];
    const candidates = names.flatMap((known) => [...(this.#byName.get(known) ?? [])]);
    return candidates.find((value) => isFor(schema, value, resolver));
  }

  #keep(name: string, value: string | number): void {
    const known = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, known);
    if (known.size < MOST_OF_A_NAME) known.add(value);
  }
}

function isFor(schema: Schema, value: string | number, resolver: Resolver): boolean {
  const resolved = resolver.schema(schema);
  const alternatives = alternativesOf(resolved);
  if (alternatives.length > 0) return alternatives.some((part) => isFor(part, value, resolver));
  if (resolved.const !== undefined) return false;
  return isTypeAllowed(schemaTypesOf(resolved), typeOf(value));
}

function singular(noun: string): string {
  return noun.replaceAll('-', '_').replace(/ies$/, 'y').replace(/s$/, '');
}

/** How to reach a tenant. */
export interface Connection {
  readonly baseUrl: string;
  readonly token: string;
}

interface Environment {
  readonly KAITEN_DOMAIN?: string | undefined;
  readonly KAITEN_TOKEN?: string | undefined;
}

/**
 * The tenant of `KAITEN_DOMAIN` (`acme`, `acme.kaiten.ru` or a host of your own) and `KAITEN_TOKEN`;
 * none where neither is set.
 *
 * @throws UsageError where only one is set, or the domain is no host.
 */
export function connectionIn(env: Environment): Connection | undefined {
  const { KAITEN_DOMAIN: domain, KAITEN_TOKEN: token } = env;
  if (!domain && !token) return undefined;
  if (!domain || !token) throw new UsageError('KAITEN_DOMAIN and KAITEN_TOKEN go together.');
  const host = domain.includes('.') ? domain : `${domain}.kaiten.ru`;
  if (!/^[a-z\d.-]+(:\d+)?$/i.test(host)) {
    throw new UsageError('KAITEN_DOMAIN must be a host name, such as acme or acme.kaiten.ru.');
  }
  return { baseUrl: `https://${host}${BASE_PATH}`, token };
}
