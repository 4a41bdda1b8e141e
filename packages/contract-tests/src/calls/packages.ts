import * as client from '@kaiten-sdk/client';
import * as validators from '@kaiten-sdk/zod';
import type { ZodType } from 'zod';
import type { Call } from './call.ts';

/** What a generated function takes beside the call itself. */
interface CallOptions extends Call {
  readonly client: client.Client;
  readonly throwOnError?: boolean;
}

/** What a generated function gives. */
export interface Outcome {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response?: Response;
}

export type OperationFunction = (options: CallOptions) => Promise<Outcome>;

/** The packages under test, by names of the contract. */
export interface Packages {
  readonly operation: (operationId: string) => OperationFunction | undefined;
  /** Such as `zGetCardResponse`. */
  readonly validator: (name: string) => ZodType | undefined;
}

/** The packages of this workspace, as they are built. */
export const builtPackages: Packages = {
  operation: (operationId) => Reflect.get(client, operationId),
  validator: (name) => Reflect.get(validators, name),
};

export type Part = 'Path' | 'Query' | 'Body' | 'Response';

/** The validator of a part of an operation. */
export function validatorOf(
  packages: Packages,
  operationId: string,
  part: Part,
): ZodType | undefined {
  return packages.validator(
    `z${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}${part}`,
  );
}

/** A client that sends nothing but hands its requests over. */
export function clientOf(
  baseUrl: string,
  token: string,
  answer: (request: Request) => Promise<Response>,
): client.Client {
  const fetch = (input: RequestInfo | URL, init?: RequestInit) =>
    answer(input instanceof Request ? input : new Request(input, init));
  return client.createClient(
    client.createConfig({ baseUrl, auth: token, fetch, throwOnError: false }),
  );
}
