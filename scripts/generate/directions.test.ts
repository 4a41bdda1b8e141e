import { expect, test } from 'vitest';
import { withDirections } from './directions.ts';

test('discriminators are left out of the view, and stay in the contract', () => {
  const pet = {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'kind' },
  };
  const contract = { openapi: '3.1.0', paths: {}, components: { schemas: { Pet: pet } } };
  const view = withDirections(contract);
  expect(view).toHaveProperty('components.schemas.Pet', { oneOf: pet.oneOf });
  expect(contract.components.schemas.Pet).toHaveProperty('discriminator');
});
