import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { patched, problemsOf } from '../../testing/overlay-of.ts';

const CASES = [
  {
    title: 'a property',
    base: 'info: {title: Shop, summary: Sells}',
    actions: '- {target: $.info.summary, remove: true}',
    want: 'info: {title: Shop}',
  },
  {
    title: 'several items of one list, and exactly those',
    base: 'servers: [{url: a}, {url: b}, {url: a}, {url: c}, {url: a}]',
    actions: `- {target: "$.servers[?@.url == 'a']", remove: true}`,
    want: 'servers: [{url: b}, {url: c}]',
  },
  {
    title: 'neighbours in a list',
    base: 'tags: [a, b, c, d]',
    actions: "- {target: '$.tags[1, 2]', remove: true}",
    want: 'tags: [a, d]',
  },
  {
    title: 'items counted from the end, or selected twice',
    base: 'tags: [a, b, c, d]',
    actions: "- {target: '$.tags[-1, 3, 0]', remove: true}",
    want: 'tags: [b, c]',
  },
  {
    title: 'a slice, including a reverse one',
    base: 'a: [1, 2, 3, 4, 5]\nb: [1, 2, 3, 4, 5]',
    actions: "- {target: '$.a[1:4]', remove: true}\n- {target: '$.b[4:0:-2]', remove: true}",
    want: 'a: [1, 5]\nb: [1, 2, 4]',
  },
  {
    title: 'every item',
    base: 'tags: [a, b, c]',
    actions: '- {target: "$.tags[*]", remove: true}',
    want: 'tags: []',
  },
  {
    title: 'items of several lists at once',
    base: 'paths: {/a: {get: {tags: [x, old, y, old]}}, /b: {get: {tags: [old]}}}',
    actions: `- {target: "$.paths.*.get.tags[?@ == 'old']", remove: true}`,
    want: 'paths: {/a: {get: {tags: [x, y]}}, /b: {get: {tags: []}}}',
  },
  {
    title: 'properties by their values, at every level',
    base: 'a: {x-internal: true}\nb: {c: {x-internal: true, n: 1}, d: {x-internal: false}}',
    actions: `- {target: "$..[?@['x-internal'] == true]", remove: true}`,
    want: 'b: {d: {x-internal: false}}',
  },
  {
    title: 'a node together with one inside of it',
    base: 'list: [{list: [1, {list: []}]}, 2]',
    actions: '- {target: "$.list[0]..list", remove: true}',
    want: 'list: [{}, 2]',
  },
  {
    title: 'a property that an update then adds again',
    base: 'servers: [{url: a}, {url: b}]',
    actions: '- {target: $.servers, remove: true}\n- {target: $, update: {servers: [{url: c}]}}',
    want: 'servers: [{url: c}]',
  },
  {
    title: 'nothing with remove: false and an update',
    base: 'info: {a: 1}',
    actions: '- {target: $.info, remove: false, update: {b: 2}}',
    want: 'info: {a: 1, b: 2}',
  },
  {
    title: 'even with an update or a copy',
    base: 'a: {}\nb: {}\nc: {}\nd: {}',
    actions: `
      - {target: $.a, remove: true, update: {x: 1}}
      - {target: $.b, remove: true, copy: $.c}
      - {target: $.d, remove: true, update: {x: 1}, copy: $.c}`,
    want: 'c: {}',
  },
];

describe('remove removes', () => {
  it.each(CASES)('$title', ({ base, actions, want }) => {
    expect(patched(base, actions)).toEqual(parse(want));
  });

  it('any set of items of a list, selected in any order, and no other', () => {
    const lists = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 30 });
    const listsWithIndices = lists.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.array(fc.nat(list.length - 1), { minLength: 1, maxLength: 40 }),
      ),
    );
    fc.assert(
      fc.property(listsWithIndices, ([list, indices]) => {
        const result = patched({ list: list as never }, [
          { target: `$.list[${indices.join(', ')}]`, remove: true },
        ]);
        expect(result).toEqual({ list: list.filter((_, index) => !indices.includes(index)) });
      }),
    );
  });

  it('but not the document itself', () => {
    const [problem] = problemsOf(() => patched('a: 1', '- {target: $, remove: true}'));
    expect(problem?.message).toContain('the document itself cannot be removed');
  });
});
