import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/lib/contract/paths.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtPackages, validatorOf } from '../src/calls/packages.ts';
import { contractOperations, successesOf } from '../src/contract/operations.ts';
import { Resolver } from '../src/contract/resolver.ts';
import { Instances } from '../src/instances/instances.ts';
import { type Places, valuesOfShape } from '../src/instances/shapes.ts';
import { contract, SEED } from './repository.ts';

interface Recording {
  readonly operationId: string;
  readonly recorded: string;
  readonly variant?: string;
  readonly places: Places;
}

const folder = contractPaths(ROOT).evidence;
const recordings = readdirSync(folder)
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .flatMap((file): Recording[] => file.recordings ?? [])
  .map((recording) => [titleOf(recording), recording] as const);

function titleOf({ operationId, recorded, variant }: Recording): string {
  return [operationId, recorded, variant].filter(Boolean).join(' ');
}

const operations = contractOperations(contract);
const instances = new Instances(new Resolver(contract));

test.each(recordings)('the validator accepts what was recorded of %s', (_, recording) => {
  const { operationId, places } = recording;
  const validator = validatorOf(builtPackages, operationId, 'Response');
  expect(validator, operationId).toBeDefined();
  fc.assert(
    fc.property(responsesLike(operationId, places), (value) => {
      const issues = validator?.safeParse(value).error?.issues ?? [];
      expect(isOutdated(recording) ? issues.filter(isNotOfAbsence) : issues).toEqual([]);
    }),
    { numRuns: 40, seed: SEED },
  );
});

/** A server of an earlier year may lack what a later one always sends, and the contract requires. */
function isOutdated({ operationId, recorded, variant }: Recording): boolean {
  return recordings.some(
    ([, other]) =>
      other.operationId === operationId &&
      other.variant === variant &&
      other.recorded.slice(0, 4) > recorded.slice(0, 4),
  );
}

function isNotOfAbsence({ message }: { readonly message: string }): boolean {
  return !message.endsWith('received undefined');
}

/** Of a response of which a part was recorded, the rest is as the contract says. */
function responsesLike(operationId: string, places: Places): fc.Arbitrary<unknown> {
  const recorded = valuesOfShape(places);
  if (places.$ || Object.keys(places).some((place) => place.startsWith('$[]'))) return recorded;
  const operation = operations.find((one) => one.operationId === operationId);
  const [success] = operation ? successesOf(operation) : [];
  if (!success) throw new Error(`${operationId} has no response`);
  return fc
    .tuple(instances.of(success.content.schema), recorded)
    .map(([whole, part]) => ({ ...(whole as object), ...(part as object) }));
}

test('there is evidence of many operations', () => {
  expect(new Set(recordings.map(([, { operationId }]) => operationId)).size).toBeGreaterThan(25);
});
