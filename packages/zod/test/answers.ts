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

/** What the contract gives as examples of what operations answer when all is well. */
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
