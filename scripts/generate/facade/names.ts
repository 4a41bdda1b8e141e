import { PipelineError, type Problem } from '../../cli/problem.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { labelOf, type OperationEntry, UNCATEGORISED } from '../../openapi/operations.ts';

/** The name of an operation: `kaiten.<namespace>.<method>`. */
export interface MethodName {
  readonly namespace: string;
  readonly method: string;
}

/** Members of `Kaiten` that are not namespaces. */
const RESERVED = ['client', 'download', 'request', 'stats'];

/** Exceptions from the naming rule. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  getCurrentUserBlockers: 'getBlockersOfCurrentUser',
  listCardIterations: 'listForCard',
};

/**
 * The namespace is the tag; the method is the operationId without the words that the tag has, or
 * the first segment of the path: `addCardTag` among `Card tags` is `cardTags.add`.
 */
export function methodNameOf({ operation, path }: OperationEntry): MethodName {
  const id = String(operation.operationId);
  const tag = tagOf(operation);
  // Not reviewed yet: its whole name is unique and must not prevent generating the rest.
  if (tag === UNCATEGORISED) return { namespace: tag, method: id };
  const [, start = ''] = path.split('/');
  const said = new Set([...wordsOf(tag), ...wordsOf(start)].map(stemOf));
  const [verb = id, ...rest] = wordsOf(id);
  const left = rest.filter((word) => !said.has(stemOf(word)));
  return {
    namespace: camelCase(wordsOf(tag)),
    method: EXCEPTIONS[id] ?? camelCase([verb, ...left]),
  };
}

function tagOf({ tags }: JsonObject): string {
  const [tag] = Array.isArray(tags) ? tags : [];
  return typeof tag === 'string' ? tag : UNCATEGORISED;
}

/**
 * @throws PipelineError if two operations have the same name, or one hides a member of `Kaiten`.
 */
export function checkNames(operations: readonly OperationEntry[]): void {
  const named = Map.groupBy(operations, (entry) => {
    const { namespace, method } = methodNameOf(entry);
    return `${namespace}.${method}`;
  });
  const problems = [...named].flatMap(([name, entries]) => [
    ...reserved(name, entries),
    ...collisions(name, entries),
  ]);
  if (problems.length > 0) {
    throw new PipelineError('Operations cannot all be methods of Kaiten', problems);
  }
}

function reserved(name: string, [first]: readonly OperationEntry[]): Problem[] {
  const [namespace = ''] = name.split('.');
  if (!first || !RESERVED.includes(namespace)) return [];
  const message = `its tag gives the namespace kaiten.${namespace}, which is a member of Kaiten`;
  return [{ pointer: first.pointer, message, hint: 'Rename the tag.' }];
}

function collisions(name: string, [first, ...others]: readonly OperationEntry[]): Problem[] {
  return others.map((entry) => ({
    pointer: entry.pointer,
    message: `${labelOf(entry)} would be kaiten.${name}, as is ${first && labelOf(first)}`,
    hint: 'Rename an operationId, or name the exception in scripts/generate/facade/names.ts.',
  }));
}

/** The words of a name in any spelling, in lower case: `getCardSlaRule`, `Card SLA`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** Words as one name: `['card', 'tags']` becomes `cardTags`. */
function camelCase(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : capitalised(word))).join('');
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Returns the singular, so that `categories` and `category` are equal. */
export function stemOf(word: string): string {
  if (word === 'children') return 'child';
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
