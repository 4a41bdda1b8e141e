import { contractPaths, displayPath, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import {
  contentOf,
  isObject,
  type Json,
  type JsonObject,
  operationsOf,
  parametersOf,
  readDocument,
  resolved,
} from '@kaiten-sdk/scripts/openapi/index.ts';
import type { Schema } from './schema.ts';
import type { Path } from './walk.ts';

/** What the contract says of one operation. */
export interface ContractOperation {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  /** Template, such as `/cards/{card_id}`. */
  readonly path: string;
  /** RFC 6901 pointer into the contract. */
  readonly pointer: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: readonly OperationResponse[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly explode: boolean;
}

interface Body {
  readonly mediaType: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** A response of an operation. */
export interface OperationResponse {
  readonly status: number;
  /** Absent where the contract describes no body. */
  readonly content?: {
    readonly mediaType: string;
    readonly schema: Schema;
    readonly example: Json | undefined;
    /** RFC 6901 pointer to the schema. */
    readonly pointer: string;
  };
}

/** The operations of the contract, in its order. */
export function contractOperations(contract: JsonObject): ContractOperation[] {
  return operationsOf(contract).map(({ method, operation, path, pathItem, pointer }) => ({
    operationId: String(operation.operationId),
    method: method.toUpperCase(),
    path,
    pointer,
    parameters: parametersOf(contract, pathItem, operation).map(parameterOf),
    body: bodyOf(contract, operation),
    responses: responsesOf(contract, operation, pointer),
  }));
}

/**
 * Some operations by their ids, or all.
 *
 * @throws where there is no operation of an id: what is not there would pass every test.
 */
export function selected(
  operations: readonly ContractOperation[],
  operationIds: readonly string[] | undefined,
): readonly ContractOperation[] {
  if (!operationIds) return operations;
  return operationIds.map((operationId) => {
    const operation = operations.find((known) => known.operationId === operationId);
    if (!operation) throw new Error(`The contract has no operation ${operationId}`);
    return operation;
  });
}

/** The success responses that have a described body. */
export function successfulResponsesOf({
  responses,
}: ContractOperation): Required<OperationResponse>[] {
  return responses.filter((response): response is Required<OperationResponse> =>
    Boolean(response.content && response.status < 300),
  );
}

function parameterOf(parameter: JsonObject): Parameter {
  return {
    name: String(parameter.name),
    in: String(parameter.in),
    required: parameter.required === true,
    schema: parameter.schema as Schema,
    explode: parameter.explode !== false,
  };
}

function bodyOf(contract: JsonObject, operation: JsonObject): Body | undefined {
  const [content] = contentOf(contract, operation.requestBody);
  if (!content) return undefined;
  const [mediaType, { schema = {} }] = content;
  const required = resolved(contract, operation.requestBody)?.required === true;
  return { mediaType, required, schema: schema as Schema };
}

function responsesOf(
  contract: JsonObject,
  { responses }: JsonObject,
  pointer: string,
): OperationResponse[] {
  if (!isObject(responses)) return [];
  return Object.entries(responses).map(([status, response]) => {
    const [content] = contentOf(contract, response);
    if (!content) return { status: Number(status) };
    const [mediaType, { schema = {}, example }] = content;
    const holder = isObject(response) && typeof response.$ref === 'string' ? response.$ref : '';
    const place = holder.slice(1) || `${pointer}/responses/${status}`;
    return {
      status: Number(status),
      content: {
        mediaType,
        schema: schema as Schema,
        example,
        pointer: `${place}/content/${mediaType.replace('/', '~1')}/schema`,
      },
    };
  });
}

const PATHS = contractPaths(ROOT);

/** The contract's file, as messages name it. */
export const CONTRACT_FILE = displayPath(PATHS.contract);

/** The contract as it is committed. */
export async function readContract(): Promise<JsonObject> {
  return (await readDocument(CONTRACT_FILE)) as JsonObject;
}

/** The pinned spec. */
export async function readUpstream(): Promise<JsonObject> {
  return (await readDocument(displayPath(PATHS.upstream))) as JsonObject;
}

/** What is at a place of a value. */
export function valueAtPath(whole: unknown, path: Path): unknown {
  return path.reduce((parent, key) => Reflect.get(parent as object, key), whole);
}

/** A copy of a value with another one at a place. */
export function withValueAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const child = withValueAt(Reflect.get(whole as object, key), rest, value);
  if (Array.isArray(whole)) return whole.with(key as number, child);
  return { ...(whole as object), [key]: child };
}
