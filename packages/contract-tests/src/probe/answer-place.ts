import { type Operation, successesOf } from '../contract/operations.ts';
import type { Placed } from '../contract/resolver.ts';

/** Where the contract describes what an operation answers with when all is well. */
export function answerPlace(operation: Operation): Placed | undefined {
  const [success] = successesOf(operation);
  return success && { schema: success.content.schema, pointer: success.content.pointer };
}
