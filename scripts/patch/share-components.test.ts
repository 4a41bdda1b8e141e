import { describe, expect, test } from 'vitest';
import { PipelineError } from '../cli/problem.ts';
import type { JsonObject } from '../openapi/json.ts';
import { shareComponents } from './undocumented.ts';

const ref = (name: string, section = 'schemas') => ({ $ref: `#/components/${section}/${name}` });

const CONTRACT: JsonObject = {
  components: {
    securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } },
    responses: {
      BadRequest: {
        description: 'Malformed.',
        content: { 'application/json': { schema: ref('ErrorMessage') } },
      },
    },
    schemas: {
      ErrorMessage: { type: 'object', properties: { message: { type: 'string' } } },
      Card: { type: 'object', properties: { owner: ref('User'), parent: ref('Card') } },
      User: { type: 'object', properties: { id: { type: 'integer' } } },
      Space: { type: 'object' },
    },
  },
};

function documentWith(response: JsonObject, rest: JsonObject = {}): JsonObject {
  return { paths: { '/cards': { get: { responses: { '200': response } } } }, ...rest };
}

function answering(schema: JsonObject): JsonObject {
  return { description: 'OK', content: { 'application/json': { schema } } };
}

function problemsOf(document: JsonObject) {
  try {
    shareComponents(document, CONTRACT, 'more.yaml');
  } catch (error) {
    if (error instanceof PipelineError) return error.problems;
    throw error;
  }
  return [];
}

describe('what is added', () => {
  test('is exactly a component and all that it refers to, even if circular', () => {
    const { components } = shareComponents(documentWith(answering(ref('Card'))), CONTRACT, 'more');
    const { Card, User } = (CONTRACT.components as JsonObject).schemas as JsonObject;
    expect(components).toEqual({ schemas: { Card, User } });
  });

  test('crosses sections', () => {
    const shared = shareComponents(documentWith(ref('BadRequest', 'responses')), CONTRACT, 'more');
    const { responses = {}, schemas = {} } = shared.components as Record<string, JsonObject>;
    expect([...Object.keys(responses), ...Object.keys(schemas)]).toEqual([
      'BadRequest',
      'ErrorMessage',
    ]);
  });

  test('has the security schemes that the document names', () => {
    const document = documentWith(answering({}), { security: [{ bearerAuth: [] }] });
    expect(shareComponents(document, CONTRACT, 'more').components).toEqual({
      securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } },
    });
  });

  test('follows a reference into a component in any spelling', () => {
    const document = documentWith(
      answering({ $ref: '#/components/schemas/%43ard/properties/owner' }),
    );
    const shared = shareComponents(document, CONTRACT, 'more');
    expect((shared.components as JsonObject).schemas).toHaveProperty('Card');
  });

  test('changes neither document', () => {
    const document = documentWith(answering(ref('Card')));
    const before = structuredClone([document, CONTRACT]);
    const shared = shareComponents(document, CONTRACT, 'more') as {
      components: { schemas: { User: JsonObject } };
    };
    shared.components.schemas.User.description = 'changed';
    expect([document, CONTRACT]).toEqual(before);
  });
});

test('existing components are kept, and what they refer to is added', () => {
  const own = { Owned: { type: 'object', properties: { by: ref('User') } } };
  const document = documentWith(answering(ref('Owned')), { components: { schemas: own } });
  const { components } = shareComponents(document, CONTRACT, 'more');
  expect(Object.keys((components as { schemas: JsonObject }).schemas)).toEqual(['Owned', 'User']);
});

test('every reference that does not resolve is reported once', () => {
  const document = documentWith(
    answering({ anyOf: [ref('Lost'), ref('Lost'), ref('Gone', 'parameters')] }),
  );
  expect(problemsOf(document)).toMatchObject([
    { message: expect.stringContaining('#/components/schemas/Lost is neither in this document') },
    { message: expect.stringContaining('#/components/parameters/Gone') },
  ]);
  expect(problemsOf(document)[0]).toMatchObject({
    file: 'more.yaml',
    pointer: '/paths/~1cards/get/responses/200/content/application~1json/schema/anyOf/0/$ref',
  });
});

test('a component that the contract also has is rejected', () => {
  const document = documentWith(answering({}), { components: { schemas: { Space: {} } } });
  expect(problemsOf(document)).toMatchObject([
    { pointer: '/components/schemas/Space', message: 'the contract also has a Space' },
  ]);
});
