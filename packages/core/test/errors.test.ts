import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  ApiError,
  apiErrorOf,
  ConnectionError,
  errorOfSignal,
  isAbortError,
  isApiError,
  isKaitenError,
  isNotFoundError,
  isTimeoutError,
  KaitenError,
  NotFoundError,
  QueueFullError,
  ValidationError,
} from '../src/index.js';

const answered = (status: number, body = '') =>
  apiErrorOf({
    status,
    body,
    headers: new Headers({ 'content-type': 'text/plain' }),
    method: 'GET',
    pathTemplate: '/cards/{card_id}',
    operationId: 'getCard',
  });

describe('an error for a status code', () => {
  it.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [402, 'PaymentRequiredError'],
    [403, 'PermissionError'],
    [404, 'NotFoundError'],
    [405, 'MethodNotAllowedError'],
    [409, 'ConflictError'],
    [422, 'ApiError'],
    [429, 'RateLimitError'],
    [500, 'ServerError'],
    [503, 'ServerError'],
  ])('%i is %s', (status, name) => {
    const error = answered(status);
    expect(error).toMatchObject({ name, status, operationId: 'getCard', attempts: [] });
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(KaitenError);
    expect(error.stack).toMatch(`${name}: `);
  });

  it.each([
    ['{"message":"Title is too long"}', 'Title is too long', undefined],
    ['{"message":"Rule","code":3}', 'Rule', 3],
    ['{"error":"No such board"}', 'No such board', undefined],
    ['Invalid token', 'Invalid token', undefined],
    ['"Invalid\\n token"', 'Invalid token', undefined],
    ['<html><body>Bad gateway</body></html>', 'an HTML page from a proxy', undefined],
    ['', undefined, undefined],
    ['null', undefined, undefined],
    ['[1]', undefined, undefined],
    ['{"message":', '{"message":', undefined],
  ])('reads %s', (body, serverMessage, code) => {
    const error = answered(400, body);
    expect(error).toMatchObject({ body, serverMessage, code });
    expect(error.message).toBe(
      `GET /cards/{card_id} returned 400${serverMessage ? `: ${serverMessage}` : ''}`,
    );
  });

  it('explains an empty 403', () => {
    expect(answered(403).message).toBe(
      'GET /cards/{card_id} returned 403: no permission, or not found: Kaiten returns 403 for both',
    );
  });

  it('has a message of one line and limited length', () => {
    const { message, body } = answered(500, 'line\n'.repeat(1000));
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
    expect(body).toHaveLength(5000);
  });

  it('is complete in JSON', () => {
    expect(JSON.parse(JSON.stringify(answered(404, 'gone')))).toMatchObject({
      name: 'NotFoundError',
      message: 'GET /cards/{card_id} returned 404: gone',
      status: 404,
      headers: { 'content-type': 'text/plain' },
    });
    expect(inspect(answered(404, 'gone'))).toContain('status: 404');
  });
});

describe('a guard', () => {
  it('narrows the type', () => {
    const error: unknown = answered(404);
    if (!isNotFoundError(error)) throw new Error('not recognised');
    expectTypeOf(error).toEqualTypeOf<NotFoundError>();
    expectTypeOf(error.status).toEqualTypeOf<number>();
    expect(isApiError(error)).toBe(true);
    expect(isKaitenError(error)).toBe(true);
    expect(isTimeoutError(error)).toBe(false);
  });

  it('accepts errors of another copy of the package', async () => {
    vi.resetModules();
    const other = await import('../src/index.js');
    const error = new other.NotFoundError({ status: 404, body: '', headers: new Headers() });
    expect(error).not.toBeInstanceOf(KaitenError);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(isNotFoundError(error)).toBe(true);
  });

  it.each([null, undefined, 'text', 1, new Error('other'), { name: 'NotFoundError' }])(
    'refuses %o',
    (value) => {
      expect(isKaitenError(value)).toBe(false);
      expect(isApiError(value)).toBe(false);
      expect(isNotFoundError(value)).toBe(false);
    },
  );
});

describe('the other errors', () => {
  it('say how to fix them', () => {
    expect(new QueueFullError(1000).message).toBe(
      '1000 calls are already waiting: await some of them first, or raise maxQueued',
    );
    const issues = ['a', 'b', 'c', 'd'].map((path) => ({ path, message: 'is missing' }));
    expect(new ValidationError('request', issues, { operationId: 'createCard' }).message).toBe(
      'createCard: the request does not match the API contract: a: is missing; b: is missing; c: is missing; and 1 more',
    );
  });

  it('carry the invalid response, but do not print it', () => {
    const data = { title: 'of the user' };
    const error = new ValidationError('response', [{ path: 'response', message: 'no' }], { data });
    expect(error.data).toBe(data);
    const shown = [
      JSON.stringify(error),
      JSON.stringify(error, Object.getOwnPropertyNames(error)),
      JSON.stringify({ ...error }),
      JSON.stringify(Object.assign({}, error)),
      inspect(error, { depth: 9 }),
      inspect(error, { depth: 9, showHidden: true }),
      String(error),
      error.stack,
    ];
    for (const text of shown) expect(text).not.toContain('of the user');
    expect(new ValidationError('request', []).data).toBeUndefined();
  });

  it('keep the cause', () => {
    const cause = new TypeError('fetch failed');
    expect(new ConnectionError('The connection was refused', { cause }).cause).toBe(cause);
  });

  it('distinguish an abort from a timeout', () => {
    const aborted = errorOfSignal(AbortSignal.abort('enough'));
    expect(isAbortError(aborted)).toBe(true);
    expect(aborted.cause).toBe('enough');
    const late = errorOfSignal(AbortSignal.abort(new DOMException('late', 'TimeoutError')));
    expect(isTimeoutError(late)).toBe(true);
  });
});
