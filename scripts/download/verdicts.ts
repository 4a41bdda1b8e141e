import { formatCount } from '../cli/format-count.ts';
import type { Problem } from '../cli/problem.ts';
import type { JsonObject } from '../openapi/json.ts';
import {
  labelOf,
  namesIn,
  type OperationEntry,
  operationsOf,
  pathShapeOf,
} from '../openapi/operations.ts';
import { shortList } from '../openapi/short-value.ts';
import { SpecRejectedError } from './failures.ts';

/** A change that affects the spec as a whole. */
export interface Verdict extends Problem {
  readonly pointer: string;
  readonly hint: string;
  readonly kind: 'empty' | 'lost-operations' | 'openapi-version' | 'renamed-parameters';
  /** Whether the spec is rejected: always, unless removals are accepted, or not. */
  readonly refused: 'always' | 'unless-accepted' | 'no';
}

/** Fewer lost operations are not reported: APIs remove an operation now and then. */
const FEWEST_LOST = 5;
const SUSPICIOUS_SHARE = 0.1;
const RENAMED_SHARE = 0.5;

/** Compares a live spec as a whole with the pinned one. Returns the most severe verdict first. */
export function verdictsOn(pinned: JsonObject, live: JsonObject): Verdict[] {
  const before = operationsOf(pinned);
  const after = operationsOf(live);
  if (before.length > 0 && after.length === 0) return [emptied(before.length)];
  return [...losses(before, after), ...versionChange(pinned, live), ...renamings(before, after)];
}

function emptied(count: number): Verdict {
  return {
    kind: 'empty',
    refused: 'always',
    pointer: '/paths',
    message: `The live spec became empty: no operation is left of ${formatCount(count, 'operation')}`,
    hint: 'Run npm start -- --pinned to continue with the pinned spec.',
  };
}

/** An operation is lost if no path of the same shape has its method. Parameter names are ignored. */
function losses(before: readonly OperationEntry[], after: readonly OperationEntry[]): Verdict[] {
  const left = new Set(after.map(pathShapeOf));
  const lost = before.filter((entry) => !left.has(pathShapeOf(entry)));
  if (lost.length < FEWEST_LOST || lost.length < before.length * SUSPICIOUS_SHARE) return [];
  const total = formatCount(before.length, 'operation');
  return [
    {
      kind: 'lost-operations',
      refused: 'unless-accepted',
      pointer: '/paths',
      message: `The live spec lost ${lost.length} of ${total}: ${shortList(lost.map(labelOf))}`,
      hint: 'If they were removed on purpose, pass --accept-removals; npm start -- --pinned keeps the pinned spec.',
    },
  ];
}

function versionChange({ openapi: before }: JsonObject, { openapi: after }: JsonObject): Verdict[] {
  if (before === undefined || minorOf(before) === minorOf(after)) return [];
  return [
    {
      kind: 'openapi-version',
      refused: 'no',
      pointer: '/openapi',
      message: `The live spec changed its version from OpenAPI ${before} to ${after}`,
      hint: 'Schemas have a different meaning in that version: review the document overlay first.',
    },
  ];
}

function minorOf(version: unknown): string {
  return String(version).split('.', 2).join('.');
}

function renamings(before: readonly OperationEntry[], after: readonly OperationEntry[]): Verdict[] {
  const now = new Map(after.map((entry) => [pathShapeOf(entry), entry.path]));
  const kept = before.filter((entry) => entry.path.includes('{') && now.has(pathShapeOf(entry)));
  const renamed = kept.filter((entry) => now.get(pathShapeOf(entry)) !== entry.path);
  if (renamed.length < FEWEST_LOST || renamed.length < kept.length * RENAMED_SHARE) return [];
  const [example] = renamed;
  const names = (path = '') => namesIn(path).join(', ');
  const renaming =
    example && `${names(example.path)} is ${names(now.get(pathShapeOf(example)))} now`;
  return [
    {
      kind: 'renamed-parameters',
      refused: 'no',
      pointer: '/paths',
      message: `The live spec renamed the path parameters of ${renamed.length} of ${formatCount(kept.length, 'operation')}: ${renaming}`,
      hint: 'Requests stay the same; only exported names change.',
    },
  ];
}

/**
 * Rejects a live spec that is empty or lacks a suspicious share of the pinned operations, which is
 * more likely a mistake of the publisher than intended.
 *
 * @throws SpecRejectedError
 */
export function refuseLosses(
  pinned: JsonObject | undefined,
  live: JsonObject,
  file: string,
  acceptRemovals: boolean,
): void {
  const [verdict] = verdictsOn(pinned ?? {}, live).filter(
    ({ refused }) => refused === 'always' || (refused === 'unless-accepted' && !acceptRemovals),
  );
  if (!verdict) return;
  const { hint, message, pointer } = verdict;
  const outcome = 'is rejected, and nothing is written';
  throw new SpecRejectedError(message, [{ file, pointer, message: outcome, hint }]);
}
