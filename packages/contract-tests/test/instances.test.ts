import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Resolver, type Schema } from '../src/contract/schema.ts';
import { Instances } from '../src/instances/instances.ts';
import { contract, SEED } from './repository.ts';

const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  inlineRefs: false,
});
ajv.addSchema(contract, 'contract');
const instances = new Instances(new Resolver(contract));

/** Another validator's word that what we generate is what the schema says. */
function refused(schema: Schema): string[] {
  const validate = ajv.compile({ $ref: `contract${schema.$ref}` });
  return fc
    .sample(instances.of(schema), { numRuns: 5, seed: SEED })
    .filter((value) => !validate(value))
    .map((value) => `${ajv.errorsText(validate.errors)}: ${JSON.stringify(value)}`);
}

const components = Object.keys((contract.components as { schemas: object }).schemas)
  .filter((name) => name !== 'UploadFileRequest')
  .map((name) => [name, { $ref: `#/components/schemas/${name}` }] as const);

test.each(components)('what is generated for %s is valid', (_, schema) => {
  expect(refused(schema)).toEqual([]);
});

test('texts, numbers and lists go to their limits', () => {
  const name = { type: 'string', minLength: 2, maxLength: 40 } as const;
  const lengths = fc
    .sample(instances.of(name), { numRuns: 60, seed: SEED })
    .map((text) => String(text).length);
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([2, 40]);
  const limits = { type: 'integer', exclusiveMinimum: 0, maximum: 3 } as const;
  const numbers = fc.sample(instances.of(limits), { numRuns: 60, seed: SEED });
  expect(new Set(numbers)).toEqual(new Set([1, 2, 3]));
});
