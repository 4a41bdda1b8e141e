import { STATUS_CODES } from 'node:http';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { contractProblems } from '../openapi/check-contract.ts';
import { integrityProblems, unnamedOperationProblems } from '../openapi/check-integrity.ts';
import { schemaProblems } from '../openapi/check-schema.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { type HttpMethod, operationsOf } from '../openapi/operations.ts';
import type { Mismatch } from './mismatches/note.ts';
import { collectMismatches } from './mismatches/table.ts';
import { applyOverlays } from './overlay/apply.ts';
import type { Overlay } from './overlay/parse.ts';
import { completeUndescribed } from './undescribed.ts';
import { lockOf, type OverlayLock, upstreamChanges, type Written } from './upstream-guard.ts';
import { removeTagsOfUpstream, removeUnused } from './upstream-only.ts';

/**
 * Builds the contract: applies the overlays to upstream, completes operations that no overlay
 * describes, and checks the result.
 *
 * @param options.lock What upstream had where the overlays write; if given, any difference is an error.
 * @param options.keep Actions and places for which a difference is accepted.
 * @returns The contract, a warning for each operation that no overlay describes, the mismatch notes of
 * the overlays, and the lock for this upstream.
 * @throws `PipelineError` with every overlay action that cannot be applied, or with all problems of
 * the result and of the notes.
 */
export async function buildContract(options: {
  readonly upstream: JsonObject;
  readonly overlays: readonly Overlay[];
  readonly lock?: OverlayLock | undefined;
  readonly keep?: readonly string[] | undefined;
}): Promise<BuiltContract> {
  const { upstream, overlays, lock, keep } = options;
  const written: Written[] = [];
  const patched = applyOverlays(upstream, overlays, {
    onWrite: (action, locations) => written.push({ action, locations }),
  }) as JsonObject;
  if (lock) {
    const changes = upstreamChanges({
      upstream,
      written,
      lock,
      contract: patched,
      keep: new Set(keep),
    });
    if (changes.length > 0) throw new PipelineError(UPSTREAM_CHANGED, changes);
  }
  removeTagsOfUpstream(patched, written);
  const { document: contract, warnings } = completeContract(patched);
  removeUnused(contract, written);
  const name = 'contract as patched';
  const { invalid, unfit } = await checkContract(contract, name);
  const notes = collectMismatches(options.overlays, contract);
  const unnamed = unnamedOperationProblems(contract, name);
  const problems = [...invalid, ...unfit, ...unnamed, ...notes.problems];
  if (problems.length > 0) throw new PipelineError('The patched contract cannot be used', problems);
  return { contract, warnings, mismatches: notes.mismatches, lock: lockOf(upstream, written) };
}

const UPSTREAM_CHANGED = 'Upstream has changed where overlays write';

interface BuiltContract {
  readonly contract: JsonObject;
  readonly warnings: Problem[];
  readonly mismatches: Mismatch[];
  readonly lock: OverlayLock;
}

interface ContractCheck {
  /** Problems that make it invalid OpenAPI or unsafe to read. */
  readonly invalid: Problem[];
  /** Problems that only affect generators. */
  readonly unfit: Problem[];
}

/** Everything that is wrong with a document as a contract. */
export async function checkContract(document: JsonObject, file: string): Promise<ContractCheck> {
  return {
    invalid: [...(await schemaProblems(document, file)), ...integrityProblems(document, file)],
    unfit: contractProblems(document, file),
  };
}

/**
 * Completes an overlaid document: names and tags for operations that no overlay describes,
 * descriptions and unknown bodies for responses that have none. Keeps the order of keys and appends
 * new ones.
 *
 * @param document Not changed.
 * @returns The completed copy, and a warning for each operation without an overlay.
 */
export function completeContract(document: JsonObject): {
  document: JsonObject;
  warnings: Problem[];
} {
  const contract = structuredClone(document);
  const warnings = completeUndescribed(contract);
  for (const { operation, method } of operationsOf(contract)) completeResponses(operation, method);
  return { document: contract, warnings };
}

/** Marks a response that was found to have no body. */
const NO_BODY = 'x-no-body';
/** Status codes whose response has a body unless an overlay marks it as empty. */
const WITH_BODY = new Set(['200', '201', '202', '203']);

/** Adds, in place, the required fields of responses that upstream omits. */
function completeResponses(operation: JsonObject, method: HttpMethod): void {
  const { responses } = operation;
  if (!isObject(responses)) return;
  for (const [status, response] of Object.entries(responses)) {
    if (!isObject(response) || '$ref' in response || status.startsWith('x-')) continue;
    response.description ??= reasonPhrase(status);
    if (response.content === undefined && hasUnknownBody(response, status, method)) {
      response.content = { 'application/json': { schema: {} } };
    }
  }
}

function hasUnknownBody(response: JsonObject, status: string, method: HttpMethod): boolean {
  return WITH_BODY.has(status) && method !== 'head' && response[NO_BODY] !== true;
}

function reasonPhrase(status: string): string {
  if (status === 'default') return 'Any other response';
  if (/^[1-5]XX$/.test(status)) return `Any other ${status.charAt(0)}xx response`;
  return STATUS_CODES[status] ?? `Status ${status}`;
}
