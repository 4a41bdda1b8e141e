import { formatCount, type Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { answerProblems } from '../answers/check-answers.ts';
import { requestProblems } from '../calls/check-requests.ts';
import { builtPackages, type Packages } from '../calls/packages.ts';
import { contractOperations, selected } from '../contract/operations.ts';
import { Resolver } from '../contract/resolver.ts';
import { Walker } from '../contract/walk.ts';
import { Instances } from '../instances/instances.ts';
import { keyProblems } from '../limits/check-keys.ts';
import { limitProblems } from '../limits/check-limits.ts';
import { judged, type LayerResult } from './layer.ts';

export interface PackagesLayerOptions {
  readonly contract: JsonObject;
  /** @default the packages of this workspace */
  readonly packages?: Packages;
  /** Generated calls of each operation, and bodies of each answer. */
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
      ...(await answerProblems(operation, check)),
      ...limitProblems(operation, check),
      ...keyProblems(operation, check),
    );
  }
  const checked = `${formatCount(operations.length, 'operation')}, ${formatCount(runs, 'call')} each, seed ${seed}`;
  return judged('packages', problems, {
    passed: `calls and answers are what the contract says: ${checked}`,
    failed: `${formatCount(problems.length, 'thing')} not as the contract says: ${checked}`,
  });
}
