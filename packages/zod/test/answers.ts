import type { ZodType } from 'zod';
import * as validators from '../src/index.js';
import { operations } from './contract.js';
import type { Schema } from './truth/schema.js';

interface Answer {
  readonly operationId: string;
  readonly schema: Schema;
  readonly validator: ZodType;
  readonly example: unknown;
}

/** The example responses with a 2xx status code in the contract. */
export const answers: readonly Answer[] = operations.flatMap(({ operationId, responses }) =>
  Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.values(content ?? {}))
    .filter(({ example }) => example !== undefined)
    .map(({ schema = {}, example }) => ({
      operationId,
      schema,
      validator: responseValidator(operationId),
      example,
    })),
);

function responseValidator(operationId: string): ZodType {
  const name = `z${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Response`;
  return Reflect.get(validators, name);
}
