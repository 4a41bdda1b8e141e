import { expect, test } from 'vitest';
import type { JsonObject } from '../openapi/json.ts';
import { generateClient } from './client/generate.ts';
import { generateTypes } from './types/generate.ts';
import { generateZod } from './zod/generate.ts';

const values: JsonObject = { '^id_[0-9]+$': { type: 'boolean' } };

const CONTRACT: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Patterns', version: '1.0.0' },
  paths: {
    '/things': {
      post: {
        operationId: 'createThing',
        tags: ['Things'],
        requestBody: { content: { 'application/json': { schema: ref('ThingInput') } } },
        responses: {
          '200': { description: 'OK', content: { 'application/json': { schema: ref('Thing') } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: { size: { type: 'boolean' } },
        patternProperties: values,
      },
      ThingInput: {
        type: 'object',
        properties: { size: { type: 'boolean' }, values: ref('ValuesInput') },
        patternProperties: values,
      },
      ValuesInput: { type: 'object', patternProperties: values },
    },
  },
};

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

test('types: each pattern has a separate index signature', async () => {
  const text = (await generateTypes(CONTRACT)).get('openapi.gen.ts');
  expect(text).toMatch(
    /Thing: \{\s+size\?: boolean;\s+\} & \{\s+\[key: `id_\$\{number\}`\]: boolean;\s+\}/,
  );
  expect(text).toMatch(/ValuesInput: \{\s+\[key: `id_\$\{number\}`\]: boolean;\s+\};/);
});

test('client: so they have', async () => {
  const style = { ownClient: true, throws: true };
  const text = (await generateClient(CONTRACT, style)).get('types.gen.ts');
  expect(text).toMatch(
    /type Thing = \{\s+size\?: boolean;\s+\[key: `id_\$\{number\}`\]: boolean;\s+\};/,
  );
  expect(text).toMatch(/type ValuesInput = \{\s+\[key: `id_\$\{number\}`\]: boolean;\s+\};/);
});

test('zod: responses are open, requests are closed', async () => {
  const files = await generateZod(CONTRACT);
  const like = "z.string().regex(new RegExp('^id_[0-9]+$', 'u'))";
  expect(files.get('schemas/Thing.gen.ts')).toContain(`z.looseRecord(${like}, z.boolean()))`);
  expect(files.get('schemas/Thing.gen.ts')).toContain('z.intersection(z.looseObject({');
  expect(files.get('schemas/ValuesInput.gen.ts')).toContain(`z.record(${like}, z.boolean())`);
  expect(files.get('schemas/ThingInput.gen.ts')).toContain(
    "new RegExp('^size$|^values$|^id_[0-9]+$', 'u'))",
  );
});

test('zod: a set of properties of which one is required works together with a pattern', async () => {
  const contract = structuredClone(CONTRACT);
  const { ThingInput } = (contract.components as { schemas: Record<string, JsonObject> }).schemas;
  Object.assign(ThingInput ?? {}, { 'x-at-least-one-of': ['size', 'values'] });
  const text = (await generateZod(contract)).get('schemas/ThingInput.gen.ts');
  expect(text).toContain('atLeastOneOf(onlyKeysLike(');
});
