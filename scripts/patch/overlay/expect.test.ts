import { describe, expect, it } from 'vitest';
import { overlayOf, patched, problemOf, problemsOf } from '../../testing/overlay-of.ts';

const BASE = {
  paths: {
    '/tags': { get: { operationId: 'get_tags', tags: ['a'], responses: { 200: {}, 404: {} } } },
    '/users': { get: { operationId: 'get_users', tags: ['a'] } },
  },
};

function withExpectation(expectation: object, target = "$.paths['/tags'].get") {
  return [{ target, ...expectation, update: { summary: 's' } }];
}

describe('x-expect', () => {
  it.each([
    ['some keys of an object', { operationId: 'get_tags' }],
    ['keys at every depth', { operationId: 'get_tags', responses: { 404: {} } }],
    ['a whole list', { tags: ['a'] }],
    ['nothing in particular', {}],
  ])('accepts %s', (_, expected) => {
    const result = patched(BASE, withExpectation({ 'x-expect': expected }));
    expect(result).toHaveProperty(['paths', '/tags', 'get', 'summary'], 's');
  });

  it('accepts an equal primitive or list', () => {
    const actions = [
      {
        target: "$.paths['/tags'].get.operationId",
        'x-expect': 'get_tags',
        update: 'listTags',
      },
      { target: "$.paths['/tags'].get.tags", 'x-expect': ['a'], update: 'b' },
    ];
    expect(patched(BASE, actions)).toMatchObject({
      paths: { '/tags': { get: { operationId: 'listTags', tags: ['a', 'b'] } } },
    });
  });

  it.each([
    [{ operationId: 'list' }, 'expected "list" at /paths/~1tags/get/operationId, found "get_tags"'],
    [{ summary: 's' }, 'expected "s" at /paths/~1tags/get/summary, found nothing'],
    [{ tags: [] }, 'expected [] at /paths/~1tags/get/tags, found ["a"]'],
    [{ tags: ['a', 'b'] }, 'expected ["a","b"] at /paths/~1tags/get/tags, found ["a"]'],
    [{ responses: { 500: {} } }, 'expected {} at /paths/~1tags/get/responses/500, found nothing'],
    [{ operationId: null }, 'expected null at /paths/~1tags/get/operationId, found "get_tags"'],
    ['get', 'expected "get" at /paths/~1tags/get, found {"operationId":"get_tags","tags":["a"],'],
    [{ toString: {} }, 'expected {} at /paths/~1tags/get/toString, found nothing'],
  ])('fails for %j', (expected, message) => {
    const [problem, ...others] = problemsOf(() =>
      patched(BASE, withExpectation({ 'x-expect': expected })),
    );
    expect(problem).toMatchObject({
      file: 'test.overlay.yaml',
      pointer: '/actions/0',
      hint: expect.stringContaining('Upstream has changed here'),
    });
    expect(problem?.message).toContain(`action 1, target $.paths['/tags'].get: ${message}`);
    expect(others).toEqual([]);
  });

  it('compares objects inside of lists exactly', () => {
    const base = { list: [{ a: 1, b: 2 }] };
    const action = { target: '$', 'x-expect': { list: [{ a: 1 }] }, update: {} };
    expect(problemsOf(() => patched(base, [action]))).toHaveLength(1);
  });

  it('is checked for every node before the action changes any', () => {
    const expectation = { 'x-expect': { operationId: 'get_tags' } };
    const problems = problemsOf(() => patched(BASE, withExpectation(expectation, '$.paths.*.get')));
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('at /paths/~1users/get/operationId, found "get_users"'),
    ]);
  });

  it('is checked before a removal and before a copy', () => {
    const actions = ['remove: true', 'copy: $.paths'].map(
      (change) => `- {target: $.paths, x-expect: {/tags: 1}, ${change}}`,
    );
    for (const action of actions) {
      expect(problemsOf(() => patched(BASE, action))[0]?.message).toContain('expected 1');
    }
  });

  it('shows at most five nodes of one action', () => {
    const base = { list: Array.from({ length: 9 }, (_, n) => ({ n })) };
    const action = { target: '$.list[*]', 'x-expect': { n: -1 }, update: {} };
    const messages = problemsOf(() => patched(base, [action])).map(({ message }) => message);
    expect(messages).toHaveLength(6);
    expect(messages.at(-1)).toContain('and 4 more');
  });
});

describe('x-expect-absent', () => {
  it('accepts a missing location', () => {
    const absent = ['/summary', '/tags/1', '/responses/500', '/operationId/x', '/toString'];
    const result = patched(BASE, withExpectation({ 'x-expect-absent': absent }));
    expect(result).toHaveProperty(['paths', '/tags', 'get', 'summary'], 's');
  });

  it.each([
    ["$.paths['/tags'].get", '/operationId', '/paths/~1tags/get/operationId, found "get_tags"'],
    ["$.paths['/tags'].get", '/tags/0', '/paths/~1tags/get/tags/0, found "a"'],
    ['$.paths', '/~1tags', '/paths/~1tags, found {"get":{'],
  ])('fails if %s has %s', (target, pointer, message) => {
    const [problem] = problemsOf(() =>
      patched(BASE, withExpectation({ 'x-expect-absent': [pointer] }, target)),
    );
    expect(problem?.message).toContain(`target ${target}: expected nothing at ${message}`);
    expect(problem?.hint).toContain('Upstream has changed here');
  });

  it('treats null as present', () => {
    const action = { target: '$', 'x-expect-absent': ['/a'], update: {} };
    expect(problemsOf(() => patched({ a: null }, [action]))[0]?.message).toContain('found null');
  });

  it.each([['summary'], [''], ['#/summary'], ['/a~2'], [7]])(
    'refuses the pointer %j',
    (pointer) => {
      const { document } = overlayOf(
        withExpectation({ 'x-expect-absent': [pointer] }, '$') as never,
      );
      expect(problemOf(document).message).toContain('must be a list of pointers');
    },
  );
});

it('expectations are checked in lenient mode', () => {
  const attempt = (expectation: object) => () =>
    patched(BASE, withExpectation(expectation), { lenient: true });
  expect(problemsOf(attempt({ 'x-expect': { operationId: 'x' } }))).toHaveLength(1);
  expect(problemsOf(attempt({ 'x-expect-absent': ['/operationId'] }))).toHaveLength(1);
});

it.each(['x-expects', 'x-expected', 'x-Expect', 'xexpect', 'x-expect-absence'])(
  'refuses %s, which would switch the check off',
  (field) => {
    const { document } = overlayOf([{ target: '$', [field]: {}, update: {} }]);
    const messages = problemsOf(() => patched({}, document.actions as never)).map(
      ({ message }) => message,
    );
    expect(messages).toContain(
      `action 1, target $: has the field ${JSON.stringify(field)}, so nothing would be checked`,
    );
  },
);
