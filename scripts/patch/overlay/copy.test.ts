import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { patched, problemsOf } from '../../testing/overlay-of.ts';

const CASES = [
  {
    title: 'merges a node into another',
    base: 'paths: {/a: {get: {id: 1}}, /b: {put: {id: 2}}}',
    actions: `- {target: "$.paths['/b']", copy: "$.paths['/a']"}`,
    want: 'paths: {/a: {get: {id: 1}}, /b: {put: {id: 2}, get: {id: 1}}}',
  },
  {
    title: 'renames, together with update and remove',
    base: 'paths: {/old: {get: {id: 1}}, /other: {}}',
    actions: `
      - {target: $.paths, update: {/new: {}}}
      - {target: "$.paths['/new']", copy: "$.paths['/old']"}
      - {target: "$.paths['/old']", remove: true}`,
    want: 'paths: {/new: {get: {id: 1}}, /other: {}}',
  },
  {
    title: 'copies to several locations, separately',
    base: 'from: {tags: [x]}\nto: [{}, {}]',
    actions: `
      - {target: "$.to[*]", copy: $.from}
      - {target: "$.to[0].tags", update: y}`,
    want: 'from: {tags: [x]}\nto: [{tags: [x, y]}, {tags: [x]}]',
  },
  {
    title: 'concatenates lists and appends objects',
    base: 'one: [1]\nmany: [2, 3]\nobject: {n: 4}',
    actions: '- {target: $.one, copy: $.many}\n- {target: $.one, copy: $.object}',
    want: 'one: [1, 2, 3, {n: 4}]\nmany: [2, 3]\nobject: {n: 4}',
  },
  {
    title: 'replaces a primitive by another',
    base: 'a: 1\nb: two',
    actions: '- {target: $.a, copy: $.b}',
    want: 'a: two\nb: two',
  },
  {
    title: 'copies an ancestor of the target',
    base: 'node: {name: n, child: {}}',
    actions: '- {target: $.node.child, copy: $.node}',
    want: 'node: {name: n, child: {name: n, child: {}}}',
  },
  {
    title: 'copies a descendant of the target',
    base: 'node: {list: [1], child: {list: [2]}}',
    actions: '- {target: $.node, copy: $.node.child}',
    want: 'node: {list: [1, 2], child: {list: [2]}}',
  },
  {
    title: 'appends a list to itself',
    base: 'list: [1, 2]',
    actions: '- {target: $.list, copy: $.list}',
    want: 'list: [1, 2, 1, 2]',
  },
];

describe('copy', () => {
  it.each(CASES)('$title', ({ base, actions, want }) => {
    expect(patched(base, actions)).toEqual(parse(want));
  });

  it.each([
    ['nothing', '$.paths.old', 'copy: $.paths.old matches nothing'],
    ['several nodes', '$.paths.*', 'copy: $.paths[*] matches 2 nodes, it must be one'],
    ['an incompatible value', '$.name', '/to is an object, a string cannot be merged'],
  ])('rejects a copy of %s, lenient or not', (_, copy, message) => {
    const base = { to: {}, paths: { a: {}, b: {} }, name: 'x' };
    for (const lenient of [true, false]) {
      const [problem] = problemsOf(() => patched(base, [{ target: '$.to', copy }], { lenient }));
      expect(problem?.message).toContain(message);
    }
  });
});
