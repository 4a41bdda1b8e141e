import { describe, expect, it } from 'vitest';
import { patched, problemsOf } from '../../testing/overlay-of.ts';

const BASE = `
  paths:
    /spaces: {get: {operationId: a, tags: [x]}, post: {}}
    /spaces/{space_id}: {get: {}}
    /users: {patch: {}}
  servers: [{url: a}, {url: b}]
  empty: {}`;

function hintFor(target: string): string | undefined {
  const problems = problemsOf(() => patched(BASE, [{ target, remove: true }]));
  return problems[0]?.hint;
}

describe('the hint for a target that matches nothing', () => {
  it.each([
    [
      "$.paths['/spaces/{spaceId}'].get",
      "$.paths has no '/spaces/{spaceId}': the nearest path is $.paths['/spaces/{space_id}']",
    ],
    [
      "$.paths['/spaces'].gte",
      "$.paths['/spaces'] has no 'gte': the nearest path is $.paths['/spaces'].get",
    ],
    ['$.paths.*.pach', "$.paths[*] has no 'pach': the nearest path is $.paths['/users'].patch"],
    ['$.path', "$ has no 'path': the nearest path is $.paths"],
    ['$.empty.any', "$.empty has no 'any': it is an object of 0"],
    ['$.servers.url', "$.servers has no 'url': it is an array of 2"],
    [
      "$.paths['/spaces'].get.operationId.x",
      "$.paths['/spaces'].get.operationId has no 'x': it is a string",
    ],
    ['$.servers[7]', '$.servers exists (an array of 2), but nothing there matches [7]'],
    [
      "$.servers[?@.url == 'c'].url",
      "$.servers exists (an array of 2), but nothing there matches [?@.url == 'c']",
    ],
    ['$.empty.*', '$.empty exists (an object of 0), but nothing there matches [*]'],
    ['$.paths.*.*[0]', '$.paths[*][*] exists (4 nodes), but nothing there matches [0]'],
    [
      '$.paths..servers',
      "$.paths exists (an object of 3), but nothing there matches ..['servers']",
    ],
  ])('%s', (target, hint) => {
    expect(hintFor(target)).toBe(hint);
  });

  it('is reported with file, number and target', () => {
    const [problem] = problemsOf(() => patched(BASE, '- {target: $.path, update: {}}'));
    expect(problem).toMatchObject({
      file: 'test.overlay.yaml',
      pointer: '/actions/0',
      message: 'action 1, target $.path: matches nothing',
    });
  });
});
