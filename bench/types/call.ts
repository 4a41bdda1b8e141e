import {
  type Json,
  type JsonObject,
  type OperationEntry,
  operationsOf,
} from '@kaiten-sdk/scripts/openapi/index.ts';
import { readerOf } from './reader.ts';
import { descend } from './schema.ts';

/** One call of an operation, with the arguments that it cannot do without. */
export interface Call {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly arguments: {
    readonly path?: JsonObject;
    readonly query?: JsonObject;
    readonly body?: Json;
  };
  /** How the program reads a property of the response, such as `?.id`; empty if there is none. */
  readonly reader: string;
}

/** Calls of all operations whose bodies every contestant types alike. */
export function callsOf(contract: JsonObject): Call[] {
  return operationsOf(contract)
    .filter(({ operation: { requestBody } }) => !requestBody || isPlainBody(contract, requestBody))
    .map((entry) => callOf(contract, entry));
}

/** openapi-typescript as it comes has text for files, and demands what has a default. */
function isPlainBody(contract: JsonObject, requestBody: Json): boolean {
  const schema = descend(contract, requestBody, 'content', 'application/json', 'schema');
  return schema !== undefined && !JSON.stringify(schema).includes('"default":');
}

function callOf(contract: JsonObject, { method, path, operation }: OperationEntry): Call {
  const body = descend(contract, operation.requestBody, 'content', 'application/json');
  return {
    operationId: String(operation.operationId),
    method: method.toUpperCase(),
    path,
    arguments: {
      ...requiredParameters(operation, 'path'),
      ...requiredParameters(operation, 'query'),
      ...(body?.example !== undefined && { body: body.example }),
    },
    reader: readerOf(contract, operation),
  };
}

function requiredParameters({ parameters }: JsonObject, place: 'path' | 'query') {
  const required = ((parameters ?? []) as JsonObject[])
    .filter((parameter) => parameter.in === place && parameter.required === true)
    .map(({ name, example, schema }) => [name, example ?? sampleOf(schema as JsonObject)]);
  return required.length > 0 ? { [place]: Object.fromEntries(required) } : {};
}

const SAMPLES: Readonly<Record<string, Json>> = { integer: 1, boolean: true, string: 'text' };

/** A value for a parameter of which the contract has no example. */
function sampleOf({ type, anyOf }: JsonObject): Json {
  const [alternative] = (anyOf ?? []) as JsonObject[];
  return alternative ? sampleOf(alternative) : (SAMPLES[String(type)] ?? null);
}
