import {
  type ChangePolicy,
  type ContractChange,
  type ContractDiff,
  contractDiff,
  isAtLeast,
  OperationUsage,
  policyFor,
  rateDifferences,
} from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { Break } from './breaks.ts';

/**
 * Rates breaks by the policy.
 *
 * @throws `PipelineError` if an override matches none of them.
 */
export function rateBreaks(
  published: JsonObject,
  breaks: readonly Break[],
  policy: ChangePolicy,
): ContractChange[] {
  const usage = new OperationUsage(published);
  const differences = breaks.map(({ code, message, ...part }) => ({
    ...part,
    before: code,
    after: message.replace(/\.$/, ''),
    operationIds: usage.operationsOf(part.owner),
  }));
  return rateDifferences(differences, new Map(), policyFor('consumers', policy));
}

/** The diff with those breaks that it does not report yet. */
export function withBreaks(diff: ContractDiff, breaks: readonly ContractChange[]): ContractDiff {
  const added = breaks.filter((one) => !diff.changes.some((other) => covers(other, one)));
  return contractDiff([...diff.changes, ...added]);
}

/** Whether a change of the contract affects the same part as a break and is as severe. */
function covers(change: ContractChange, one: ContractChange): boolean {
  if (!isAtLeast(change.level, one.level)) return false;
  const [a, b] = [comparable(change.pointer), comparable(one.pointer)];
  // A renamed schema is reported with its new pointer.
  const [name] = one.schemas;
  const isRenamed = one.pointer === `/components/schemas/${name}` && change.before === name;
  return a.startsWith(b) || b.startsWith(a) || isRenamed;
}

/** A pointer without the names of path parameters, with a slash after its last segment. */
function comparable(pointer: string): string {
  return `${pointer.replace(/\{[^}]*\}/g, '{}')}/`;
}
