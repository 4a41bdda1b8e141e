import { ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { isLater, type Recording, readEvidence } from '@kaiten-sdk/scripts/evidence/index.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtPackages, generatedValidatorOf } from '../src/calls/call.ts';
import { contractOperations, successfulResponsesOf } from '../src/contract/contract.ts';
import { Resolver } from '../src/contract/schema.ts';
import { Instances } from '../src/instances/instances.ts';
import { valuesOfShape } from '../src/instances/shapes.ts';
import { contract, SEED } from './repository.ts';

const operations = contractOperations(contract);
const known = new Set(operations.map(({ operationId }) => operationId));
const evidence = await readEvidence(ROOT, () => true);
const recordings = evidence.recordings
  .filter(({ operationId }) => known.has(operationId))
  .map((recording) => [titleOf(recording), recording] as const);

function titleOf({ operationId, recorded, variant }: Recording): string {
  return [operationId, recorded, variant].filter(Boolean).join(' ');
}

const instances = new Instances(new Resolver(contract));

test.each(recordings)('the validator accepts what was recorded of %s', (_, recording) => {
  const { operationId, places } = recording;
  const validator = generatedValidatorOf(builtPackages, operationId, 'Response');
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
function isOutdated(recording: Recording): boolean {
  return recordings.some(
    ([, other]) => other.operationId === recording.operationId && isLater(other, recording),
  );
}

function isNotOfAbsence({ message }: { readonly message: string }): boolean {
  return !message.endsWith('received undefined');
}

/** Of a response of which a part was recorded, the rest is as the contract says. */
function responsesLike(operationId: string, places: Recording['places']): fc.Arbitrary<unknown> {
  const recorded = valuesOfShape(places);
  if (places.$ || Object.keys(places).some((place) => place.startsWith('$[]'))) return recorded;
  const operation = operations.find((one) => one.operationId === operationId);
  const [success] = operation ? successfulResponsesOf(operation) : [];
  if (!success) throw new Error(`${operationId} has no response`);
  return fc
    .tuple(instances.of(success.content.schema), recorded)
    .map(([whole, part]) => ({ ...(whole as object), ...(part as object) }));
}

test('there is evidence of many operations', () => {
  expect(new Set(recordings.map(([, { operationId }]) => operationId)).size).toBeGreaterThan(25);
});
