import { inspect } from 'node:util';
import { validators } from '@kaiten-sdk/zod/validators';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createKaiten,
  isValidationError,
  type KaitenOptions,
  type ValidationFinding,
} from '../src/index.js';
import { answering, type TestServer, testServer } from './server.js';

const token = 'secret';
let server: TestServer;

afterEach(() => server[Symbol.asyncDispose]());

const tag = {
  id: 1,
  name: 'offline',
  company_id: 88,
  color: 9,
  archived: false,
  created: '2026-10-20T10:12:00.000Z',
  updated: '2026-10-20T10:12:00.000Z',
};

describe('strict', () => {
  test('a wrong request is not sent, and the error names operation and field', async () => {
    server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    const error = await kaiten.cards
      .create({ board_id: 1, title: true as never })
      .catch((reason: unknown) => reason);
    expect(isValidationError(error)).toBe(true);
    expect(error).toMatchObject({
      direction: 'request',
      operationId: 'createCard',
      message: expect.stringContaining('body.title: expected '),
      issues: [{ path: 'body.title' }],
    });
    expect(server.received).toEqual([]);
  });

  test.each([
    ['path', { id: 'x' }, 'path.id'],
    ['query', { id: 1, broken: 1 }, 'query'],
  ])('the %s is checked, too', async (_, params, path) => {
    server = await testServer(answering({ id: 1 }));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    const call = kaiten.boards.get(params as never);
    await expect(call).rejects.toMatchObject({
      issues: [{ path: expect.stringContaining(path) }],
    });
  });

  test('an invalid response is an error', async () => {
    server = await testServer(answering([{ ...tag, name: 5 }]));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token });
    const error = await kaiten.tags
      .list({}, { validate: 'strict' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'ValidationError',
      direction: 'response',
      operationId: 'listTags',
      issues: [{ path: 'response[0].name' }],
    });
  });

  test('a write that was done hands over what came of it, and logs do not have it', async () => {
    const card = { id: 17, title: 'Pay offline', board_id: 'nine' };
    server = await testServer(answering(card));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    const error = await kaiten.cards
      .create({ board_id: 9, title: 'Pay offline' })
      .catch((reason: unknown) => reason);
    if (!isValidationError(error)) throw new Error(`no ValidationError: ${error}`);
    expect(error.direction).toBe('response');
    expect(error.data).toEqual(card);
    expect(server.received).toHaveLength(1);
    expect(JSON.stringify(error) + inspect(error)).not.toContain('Pay offline');
  });

  test('a read hands over what came, as a page of a list does', async () => {
    const rows = [{ ...tag, name: 5 }];
    server = await testServer(answering(rows));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    await expect(kaiten.tags.list()).rejects.toMatchObject({ data: rows });
    await expect(kaiten.tags.list().toArray({ max: 5 })).rejects.toMatchObject({ data: rows });
    await expect(kaiten.boards.get({ id: 1 })).rejects.toMatchObject({ data: rows });
    const request = kaiten.boards.get({ id: 'x' as never });
    await expect(request).rejects.toMatchObject({ direction: 'request', data: undefined });
  });

  test('right ones pass', async () => {
    server = await testServer(answering([{ ...tag, unknown: 1 }]));
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    expect(await kaiten.tags.list({ limit: 5 })).toHaveLength(1);
  });

  test('an empty response is valid', async () => {
    server = await testServer((_, response) => void response.writeHead(200).end());
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict' });
    expect(await kaiten.columns.delete({ board_id: 1, id: 2 })).toBeUndefined();
  });
});

test('report calls the hook for each mismatch and continues', async () => {
  server = await testServer(answering([{ ...tag, name: 5 }]));
  const findings: ValidationFinding[] = [];
  const hooks = { onFinding: (finding: ValidationFinding) => void findings.push(finding) };
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'report', hooks });
  expect(await kaiten.tags.list({ query: 5 as never })).toHaveLength(1);
  expect(findings).toMatchObject([
    { kind: 'mismatch', direction: 'request', operationId: 'listTags', path: 'query.query' },
    { kind: 'mismatch', direction: 'response', path: 'response[0].name' },
  ]);
});

test('report calls the hook for unknown properties and values', async () => {
  server = await testServer(answering([{ ...tag, colour: 'red' }]));
  const findings: ValidationFinding[] = [];
  const hooks = { onFinding: (finding: ValidationFinding) => void findings.push(finding) };
  const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'report', hooks });
  await kaiten.tags.list();
  expect(findings).toEqual([
    {
      kind: 'key',
      direction: 'response',
      operationId: 'listTags',
      path: 'response[0].colour',
      message: 'the contract has no such property',
    },
  ]);
});

test('off loads no validators', async () => {
  server = await testServer(answering({ id: 1 }));
  const loaded: string[] = [];
  const getBoard = () => {
    loaded.push('getBoard');
    return validators.operations.getBoard();
  };
  const kaiten = createKaiten({
    baseUrl: server.baseUrl,
    token,
    validators: { ...validators, operations: { getBoard } },
  });
  await kaiten.boards.get({ id: 1 });
  expect(loaded).toEqual([]);
  await expect(kaiten.boards.get({ id: 1 }, { validate: 'strict' })).rejects.toThrow();
  expect(new Set(loaded)).toEqual(new Set(['getBoard']));
});

test('validators that are passed do the same as installed ones', async () => {
  server = await testServer(answering([{ ...tag, name: 5 }]));
  const issuesOf = async (options: object) => {
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate: 'strict', ...options });
    const error = await kaiten.tags.list().catch((reason: unknown) => reason);
    return isValidationError(error) ? error.issues : error;
  };
  const issues = await issuesOf({ validators });
  expect(issues).toMatchObject([{ path: 'response[0].name' }]);
  expect(await issuesOf({})).toEqual(issues);
});

describe('validators that cannot be loaded', () => {
  const cause = new Error('not bundled');
  test.each<[string, KaitenOptions['validators']]>([
    ['fail', { ...validators, operations: { getBoard: () => Promise.reject(cause) } }],
    [
      'throw',
      {
        ...validators,
        operations: {
          getBoard: () => {
            throw cause;
          },
        },
      },
    ],
    ['lack the operation', { ...validators, operations: {} }],
    ['lack the messages', { ...validators, issues: () => Promise.reject(cause) }],
    ['are not validators', {} as never],
  ])('are an error with strict and a finding with report: they %s', async (_, broken) => {
    server = await testServer(answering({ id: 1 }));
    const findings: ValidationFinding[] = [];
    const kaiten = createKaiten({
      baseUrl: server.baseUrl,
      token,
      validators: broken,
      hooks: { onFinding: (finding) => void findings.push(finding) },
    });
    await expect(kaiten.boards.get({ id: 1 }, { validate: 'strict' })).rejects.toMatchObject({
      name: 'KaitenError',
      operationId: 'getBoard',
      message: expect.stringContaining("pass validators from '@kaiten-sdk/zod/validators'"),
      cause: expect.any(Error),
    });
    expect(server.received).toEqual([]);
    expect(await kaiten.boards.get({ id: 1 }, { validate: 'report' })).toEqual({ id: 1 });
    expect(findings).toMatchObject([
      { kind: 'unavailable', direction: 'request', operationId: 'getBoard' },
      { kind: 'unavailable', direction: 'response', operationId: 'getBoard' },
    ]);
  });
});

describe('a response that is nested too deeply to be validated', () => {
  const body = `${'{"children":['.repeat(200)}${']}'.repeat(200)}`;
  const update = async (validate: 'report' | 'strict', findings: ValidationFinding[] = []) => {
    server = await testServer(answering(JSON.parse(body)));
    const hooks = { onFinding: (finding: ValidationFinding) => void findings.push(finding) };
    const kaiten = createKaiten({ baseUrl: server.baseUrl, token, validate, hooks });
    return kaiten.cards.update({ card_id: 1, title: 'x' });
  };

  test('is a finding with report', async () => {
    const findings: ValidationFinding[] = [];
    expect(await update('report', findings)).toEqual(JSON.parse(body));
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'mismatch', direction: 'response', path: 'response' }),
    );
  });

  test('is a ValidationError with its data with strict', async () => {
    const error = await update('strict').catch((reason: unknown) => reason);
    expect(isValidationError(error)).toBe(true);
    expect(error).toHaveProperty('data', JSON.parse(body));
  });
});
