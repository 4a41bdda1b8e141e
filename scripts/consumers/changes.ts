import {
  type Change,
  type Diff,
  diffOf,
  graver,
  type Policy,
  policyFor,
  rate,
  Usage,
} from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { Break } from './breaks.ts';

/**
 * Breaks of consumers' code as changes, rated by the policy.
 *
 * @throws `PipelineError` where an override fits none of them.
 */
export function changesOf(
  published: JsonObject,
  breaks: readonly Break[],
  policy: Policy,
): Change[] {
  const usage = new Usage(published);
  const found = breaks.map(({ code, message, ...rest }) => ({
    ...rest,
    before: code,
    after: message.replace(/\.$/, ''),
    operationIds: usage.operationsOf(rest.owner),
  }));
  return rate(found, new Map(), policyFor('consumers', policy));
}

/** The diff, with those changes of consumers' code that it does not already tell of. */
export function withConsumers(diff: Diff, changes: readonly Change[]): Diff {
  const untold = changes.filter((change) => !diff.changes.some((other) => tells(other, change)));
  return diffOf([...diff.changes, ...untold]);
}

/** Whether a change of the contract, as grave or graver, is at the place of the other. */
function tells(told: Change, change: Change): boolean {
  if (graver(told.level, change.level) !== told.level) return false;
  const [one, other] = [shapeOf(told.pointer), shapeOf(change.pointer)];
  return one.startsWith(other) || other.startsWith(one) || told.before === nameOfSchema(change);
}

/** A pointer that ends with its last segment, whatever paths call their parameters. */
function shapeOf(pointer: string): string {
  return `${pointer.replace(/\{[^}]*\}/g, '{}')}/`;
}

/** A renamed schema is told at its new place. */
function nameOfSchema({ schemas, pointer }: Change): string | undefined {
  const [name] = schemas;
  return pointer === `/components/schemas/${name}` ? name : undefined;
}
