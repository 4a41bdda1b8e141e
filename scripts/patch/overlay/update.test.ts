import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { overlayOf, patched, problemsOf } from '../../testing/overlay-of.ts';
import { applyOverlays } from './apply.ts';

const CASES = [
  {
    title: 'adds to an object',
    base: 'info: {title: Shop}',
    actions: '- {target: $.info, update: {contact: {name: Ops}}}',
    want: 'info: {title: Shop, contact: {name: Ops}}',
  },
  {
    title: 'merges the document itself',
    base: 'info: {title: Shop}',
    actions: '- {target: $, update: {info: {x-seen: true}, tags: []}}',
    want: '{info: {title: Shop, x-seen: true}, tags: []}',
  },
  {
    title: 'replaces primitives of any type, by any other',
    base: 'item: {a: 1, b: text, c: null, d: true}',
    actions: '- {target: $.item, update: {a: one, b: null, c: 3, d: 4}}',
    want: 'item: {a: one, b: null, c: 3, d: 4}',
  },
  {
    title: 'concatenates lists inside of objects',
    base: 'get: {tags: [stock], parameters: [{name: q}]}',
    actions: '- {target: $.get, update: {tags: [public], parameters: [{name: limit}]}}',
    want: 'get: {tags: [stock, public], parameters: [{name: q}, {name: limit}]}',
  },
  {
    title: 'appends an object to a list',
    base: 'parameters: [{name: q}]',
    actions: '- {target: $.parameters, update: {name: limit}}',
    want: 'parameters: [{name: q}, {name: limit}]',
  },
  {
    title: 'appends a primitive to a list',
    base: 'tags: [a]',
    actions: '- {target: $.tags, update: b}\n- {target: $.tags, update: null}',
    want: 'tags: [a, b, null]',
  },
  {
    title: 'concatenates a list to a list',
    base: 'tags: [a]',
    actions: '- {target: $.tags, update: [b, c]}',
    want: 'tags: [a, b, c]',
  },
  {
    title: 'replaces a primitive that is the target',
    base: 'info: {title: Shop}\nlist: [a, b, c]',
    actions: "- {target: $.info.title, update: Store}\n- {target: '$.list[1]', update: null}",
    want: 'info: {title: Store}\nlist: [a, null, c]',
  },
  {
    title: 'merges into every node that a wildcard selects',
    base: 'paths: {/a: {get: {x: 1}}, /b: {get: {}, put: {}}}',
    actions: '- {target: $.paths.*.get, update: {safe: true}}',
    want: 'paths: {/a: {get: {x: 1, safe: true}}, /b: {get: {safe: true}, put: {}}}',
  },
  {
    title: 'merges into nodes that a filter selects',
    base: 'paths: {/a: {get: {parameters: [{name: id, in: path}, {name: id, in: query}]}}}',
    actions: `
      - target: $.paths.*.*.parameters[?@.name == 'id' && @.in == 'query']
        update: {schema: {type: integer}}`,
    want: `paths: {/a: {get: {parameters: [{name: id, in: path},
      {name: id, in: query, schema: {type: integer}}]}}}`,
  },
  {
    title: 'selects parents by items of their lists',
    base: 'paths: {/a: {get: {x-traits: [paged]}}, /b: {get: {x-traits: [other]}}, /c: {}}',
    actions: `
      - target: $.paths[?@.get['x-traits'][?@ == 'paged']].get
        update: {parameters: [{name: offset}]}`,
    want: `paths: {/a: {get: {x-traits: [paged], parameters: [{name: offset}]}},
      /b: {get: {x-traits: [other]}}, /c: {}}`,
  },
  {
    title: 'supports unions and slices',
    base: 'items: [{}, {}, {}, {}]\nmap: {a: {}, b: {}, c: {}}',
    actions: `
      - {target: '$.items[1:3]', update: {x: 1}}
      - {target: "$.map['a', 'c']", update: {x: 1}}`,
    want: 'items: [{}, {x: 1}, {x: 1}, {}]\nmap: {a: {x: 1}, b: {}, c: {x: 1}}',
  },
  {
    title: 'supports descendants',
    base: 'a: {id: {n: 1}, b: [{id: {n: 2}}]}',
    actions: '- {target: $..id, update: {seen: true}}',
    want: 'a: {id: {n: 1, seen: true}, b: [{id: {n: 2, seen: true}}]}',
  },
  {
    title: 'changes a node once that is selected twice',
    base: 'tags: [a]',
    actions: `- {target: "$['tags', 'tags']", update: b}`,
    want: 'tags: [a, b]',
  },
  {
    title: 'reads keys of any script, and keys with quotes, dots and slashes',
    base: `{пространства: {x: {}}, "日本": {}, "it's": {}, "a.b": {"/c/{d}": {}}, "😀": {}}`,
    actions: `
      - {target: $.пространства.x, update: {n: 1}}
      - {target: $.日本, update: {n: 2}}
      - {target: "$['it\\\\'s']", update: {n: 3}}
      - {target: "$['a.b']['/c/{d}']", update: {n: 4}}
      - {target: "$['😀']", update: {n: 5}}`,
    want: `{пространства: {x: {n: 1}}, "日本": {n: 2}, "it's": {n: 3},
      "a.b": {"/c/{d}": {n: 4}}, "😀": {n: 5}}`,
  },
  {
    title: 'is applied to the result of the previous action',
    base: 'info: {}',
    actions: '- {target: $.info, update: {a: {}}}\n- {target: $.info.a, update: {b: 1}}',
    want: 'info: {a: {b: 1}}',
  },
];

describe('update', () => {
  it.each(CASES)('$title', ({ base, actions, want }) => {
    expect(patched(base, actions)).toEqual(parse(want));
  });

  it('keeps the order of keys and adds new ones at the end', () => {
    const base = { zebra: 1, apple: { y: 1, x: 2 }, mango: 3 };
    const result = patched(base, [{ target: '$', update: { kiwi: 4, mango: 5, apple: { a: 1 } } }]);
    expect(JSON.stringify(result)).toBe(
      '{"zebra":1,"apple":{"y":1,"x":2,"a":1},"mango":5,"kiwi":4}',
    );
  });

  it('replaces a document that is a primitive', () => {
    expect(patched(1, [{ target: '$', update: 'two' }])).toBe('two');
  });

  it('shares no objects between the locations that it changes', () => {
    const result = patched('paths: {/a: {}, /b: {}}', [
      { target: '$.paths.*', update: { post: { tags: ['x'] } } },
      { target: "$.paths['/a'].post", update: { tags: ['y'] } },
    ]);
    expect(result).toEqual(parse('paths: {/a: {post: {tags: [x, y]}}, /b: {post: {tags: [x]}}}'));
  });

  it('shares no objects with the overlay', () => {
    const overlay = overlayOf([
      { target: '$', update: { tags: [{ name: 'a' }] } },
      { target: '$.tags', update: [{ name: 'b' }] },
      { target: '$.tags[*]', update: { x: 1 } },
    ]);
    const before = structuredClone(overlay);
    applyOverlays({}, [overlay]);
    expect(overlay).toEqual(before);
  });

  it('changes one location of a YAML alias and not the other', () => {
    expect(patched('a: &x {n: 1}\nb: *x', '- {target: $.a, update: {n: 2}}')).toEqual({
      a: { n: 2 },
      b: { n: 1 },
    });
  });

  it.each([
    ['an object into a primitive', '{target: $.info, update: {title: {en: Shop}}}', '/info/title'],
    ['a list into a primitive', '{target: $.info.title, update: [Shop]}', '/info/title'],
    ['a primitive into an object', '{target: $, update: {info: Shop}}', '/info'],
    ['a primitive into a list', '{target: $, update: {tags: a}}', '/tags'],
    ['an object into a list', '{target: $, update: {tags: {a: 1}}}', '/tags'],
    ['a list into an object', '{target: $.info, update: [a]}', '/info'],
    ['null into an object', '{target: $, update: {info: }}', '/info'],
  ])('rejects merging %s', (_, action, place) => {
    const [problem, ...others] = problemsOf(() =>
      patched('info: {title: Shop}\ntags: [a]', `- ${action}`),
    );
    expect(problem?.message).toContain(`${place} is `);
    expect(problem?.hint).toBe('To replace it, remove it in an action before this one.');
    expect(others).toEqual([]);
  });

  it('rejects a target that matches objects and lists', () => {
    const [problem] = problemsOf(() => patched('a: {}\nb: []', '- {target: $.*, update: {x: 1}}'));
    expect(problem?.message).toContain('nodes of different kinds: object, array');
  });

  it('adds a key named __proto__ as a property and changes no prototype', () => {
    const update = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"p": 1}}}',
    );
    const result = patched({ a: {} }, [{ target: '$.a', update }]) as { a: object };
    expect(JSON.stringify(result)).toBe(`{"a":${JSON.stringify(update)}}`);
    expect(Object.getPrototypeOf(result.a)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'p')).toBe(false);
  });

  it('selects own keys only', () => {
    expect(patched({}, '- {target: $.constructor, update: {x: 1}}', { lenient: true })).toEqual({});
    const base = JSON.parse('{"__proto__": {"n": 1}}');
    const result = patched(base, [{ target: "$['__proto__']", update: { m: 2 } }]);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"n":1,"m":2}}');
  });
});
