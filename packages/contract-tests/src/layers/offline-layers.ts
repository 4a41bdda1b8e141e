import { isDeepStrictEqual } from 'node:util';
import { formatCount, PipelineError, type Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  shortValue,
  toPointer,
} from '@kaiten-sdk/scripts/openapi/index.ts';
import { buildContract, type Overlay } from '@kaiten-sdk/scripts/patch/index.ts';
import { builtPackages, type Packages } from '../calls/call.ts';
import { requestProblems } from '../calls/check-requests.ts';
import { contractOperations, selected } from '../contract/contract.ts';
import { Resolver } from '../contract/schema.ts';
import { Walker } from '../contract/walk.ts';
import { Instances } from '../instances/instances.ts';
import { keyProblems, limitProblems } from '../limits/check-limits.ts';
import { responseProblems } from '../responses/check-responses.ts';

export const LAYERS = ['upstream', 'patch', 'packages', 'server', 'tenant'] as const;
export type LayerName = (typeof LAYERS)[number];

/** What one layer found. */
export interface LayerResult {
  readonly layer: LayerName;
  /**
   * - `unreachable`: it was to be looked at, and could not be: neither proven nor disproven.
   * - `not-requested`: it was not requested.
   */
  readonly status: 'passed' | 'failed' | 'unreachable' | 'not-requested';
  /** One line. */
  readonly summary: string;
  readonly problems: readonly Problem[];
  /** What a person reads below the problems. */
  readonly report?: string;
}

/** Passed where there is no problem, failed where there is one. */
export function judged(
  layer: LayerName,
  problems: readonly Problem[],
  summaries: { readonly passed: string; readonly failed: string },
): LayerResult {
  const status = problems.length === 0 ? 'passed' : 'failed';
  return { layer, status, summary: summaries[status], problems };
}

export interface PackagesLayerOptions {
  readonly contract: JsonObject;
  /** @default the packages of this workspace */
  readonly packages?: Packages;
  /** Generated calls of each operation, and bodies of each response. */
  readonly runs: number;
  readonly seed: number;
  /** @default every operation of the contract */
  readonly operationIds?: readonly string[];
}

/** Proves the generated packages against the contract. */
export async function packagesLayer(options: PackagesLayerOptions): Promise<LayerResult> {
  const { contract, operationIds, packages = builtPackages, runs, seed } = options;
  const resolver = new Resolver(contract);
  const check = {
    packages,
    resolver,
    instances: new Instances(resolver),
    walker: new Walker(resolver),
    runs,
    seed,
    seen: new Set<string>(),
  };
  const operations = selected(contractOperations(contract), operationIds);
  const problems: Problem[] = [];
  for (const operation of operations) {
    problems.push(
      ...(await requestProblems(operation, check)),
      ...(await responseProblems(operation, check)),
      ...limitProblems(operation, check),
      ...keyProblems(operation, check),
    );
  }
  const checked = `${formatCount(operations.length, 'operation')}, ${formatCount(runs, 'call')} each, seed ${seed}`;
  return judged('packages', problems, {
    passed: `requests and responses match the contract: ${checked}`,
    failed: `${formatCount(problems.length, 'thing')} not as the contract says: ${checked}`,
  });
}

export interface PatchLayerOptions {
  readonly upstream: JsonObject;
  readonly overlays: readonly Overlay[];
  /** The contract as it is committed. */
  readonly contract: JsonObject;
  /** The file it is in, as messages name it. */
  readonly file: string;
}

/** Proves that the committed contract is the pinned spec with the overlays on it. */
export async function patchLayer(options: PatchLayerOptions): Promise<LayerResult> {
  const { contract, file, overlays } = options;
  const actions = formatCount(
    overlays.flatMap(({ document }) => document.actions).length,
    'action',
  );
  const problems = await problemsOf(options);
  return judged('patch', problems, {
    passed: `${file} is the pinned spec with ${actions} of ${formatCount(overlays.length, 'overlay')}`,
    failed: `${file} is not what the pinned spec and the overlays give; npm start writes it anew`,
  });

  async function problemsOf({ upstream }: PatchLayerOptions): Promise<readonly Problem[]> {
    try {
      const built = await buildContract({ upstream, overlays });
      return structuralDifferences(built.contract, contract).map((place) => ({ file, ...place }));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      return error.problems.length > 0 ? error.problems : [{ message: error.message }];
    }
  }
}

/** A place where two documents have not the same value. */
interface Difference {
  /** RFC 6901 pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** Where a document is not the one that it should be, whatever the order of its keys. */
export function structuralDifferences(
  expected: Json | undefined,
  found: Json | undefined,
  path: readonly (string | number)[] = [],
): Difference[] {
  if (isObject(expected) && isObject(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) =>
      structuralDifferences(own(expected, key), own(found, key), [...path, key]),
    );
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) =>
      structuralDifferences(item, found[index], [...path, index]),
    );
  }
  if (isDeepStrictEqual(expected, found)) return [];
  const message = `is ${describe(found)}, the overlays give ${describe(expected)}`;
  return [{ pointer: toPointer(path), message }];
}

function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function describe(value: Json | undefined): string {
  return Array.isArray(value) ? `a list of ${value.length}` : shortValue(value);
}
