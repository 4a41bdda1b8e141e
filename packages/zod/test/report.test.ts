import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { openEnum } from '../src/open-enum.js';
import { reportUnknown, type UnknownFinding } from '../src/report.js';
import { findings } from './findings.js';

const dot = z.looseObject({ x: z.number() });
const state = openEnum([1, 2]);

const key = (...path: (string | number)[]) => expect.objectContaining({ kind: 'key', path });
const code = (...path: (string | number)[]) => expect.objectContaining({ kind: 'enum', path });

interface Branch {
  readonly next?: Branch | undefined;
}
const branch: z.ZodType<Branch> = z.lazy(() => z.looseObject({ next: branch.optional() }));

test('a finding has a kind, a path and the received value', () => {
  const card = z.looseObject({ id: z.int(), state });
  expect(findings(card, { id: 1, new: ['a'], state: 3 })).toEqual([
    { kind: 'key', path: ['new'], value: ['a'] },
    { kind: 'enum', path: ['state'], value: 3, known: [1, 2] },
  ]);
});

test('the kind narrows the type of a finding', () => {
  const finding = { kind: 'enum' } as UnknownFinding;
  if (finding.kind === 'enum') {
    expectTypeOf(finding.known).toEqualTypeOf<readonly (string | number)[]>();
  }
  expectTypeOf(reportUnknown).parameter(0).toEqualTypeOf<z.ZodType>();
  expect(finding.kind).toBe('enum');
});

describe.each<[string, z.ZodType, unknown, unknown[]]>([
  ['a loose object', dot, { x: 1, y: 2 }, [key('y')]],
  ['an object that drops keys', z.object({ x: z.number() }), { x: 1, y: 2 }, [key('y')]],
  ['a strict object', z.strictObject({ x: z.number() }), { x: 1, y: 2 }, [key('y')]],
  ['an unknown key with more below', dot, { x: 1, y: { z: { y: 1 } } }, [key('y')]],
  ['a key of every object', dot, { x: 1, toString: 2 }, [key('toString')]],
  ['further keys of a known type', z.object({}).catchall(state), { a: 1, b: 3 }, [code('b')]],
  ['a list', z.array(dot), [{ x: 1 }, { x: 1, y: 2 }], [key(1, 'y')]],
  ['a tuple', z.tuple([dot, state]), [{ x: 1, y: 2 }, 3], [key(0, 'y'), code(1)]],
  ['a tuple with a rest', z.tuple([dot], state), [{ x: 1 }, 1, 3], [code(2)]],
  ['a map', z.record(z.string(), dot), { a: { x: 1, y: 2 } }, [key('a', 'y')]],
  ['an optional value', z.looseObject({ state: state.optional() }), { state: 3 }, [code('state')]],
  ['a nullable value', state.nullable(), 3, [code()]],
  ['null', state.nullable(), null, []],
  ['a default', state.default(1), 3, [code()]],
  ['a value read only', dot.readonly(), { x: 1, y: 2 }, [key('y')]],
  ['a value with a fallback', state.catch(1), 3, [code()]],
  ['a value that is changed', state.transform(String), 3, [code()]],
  ['a lazy schema', z.lazy(() => dot), { x: 1, y: 2 }, [key('y')]],
  ['a recursive schema', branch, { next: { next: { last: 1 } } }, [key('next', 'next', 'last')]],
  ['a text', openEnum(['a', 'b']), 'c', [code()]],
])('%s', (_, schema, value, expected) => {
  test('is inspected', () => {
    expect(findings(schema, value)).toEqual(expected);
  });
});

describe('of a union', () => {
  const circle = z.looseObject({ type: z.literal('circle'), r: z.number() });
  const square = z.looseObject({ type: z.literal('square'), a: z.number() });

  test.each([
    ['tried in turn', z.union([circle, square])],
    ['told apart by a key', z.discriminatedUnion('type', [circle, square])],
  ])('only options that take the value count, %s', (_, schema) => {
    expect(findings(schema, { type: 'square', a: 1, r: 2 })).toEqual([key('r')]);
    expect(findings(schema, { type: 'square', a: 1 })).toEqual([]);
  });

  test('the one that leaves least unknown counts', () => {
    const either = z.union([dot, z.looseObject({ x: z.number(), y: z.number() })]);
    expect(findings(either, { x: 1, y: 2 })).toEqual([]);
    expect(findings(either, { x: 1, y: 2, z: 3 })).toEqual([key('z')]);
  });

  test('nothing is unknown where one option takes anything', () => {
    expect(findings(z.union([dot, z.record(z.string(), z.unknown())]), { x: 1, y: 2 })).toEqual([]);
  });

  test('the values that any option knows are known', () => {
    const sizes = z.array(z.union([openEnum(['s', 'm']), openEnum(['m', 'l'])]));
    expect(findings(sizes, ['l', 'xl'])).toEqual([
      { kind: 'enum', path: [1], value: 'xl', known: ['s', 'm', 'l'] },
    ]);
  });

  test('an option that cannot say does not count', () => {
    const later = z.unknown().refine(async () => true);
    expect(findings(z.union([later, dot]), { x: 1, y: 2 })).toEqual([key('y')]);
  });
});

describe('of an intersection', () => {
  const named = z.looseObject({ name: z.string(), inner: z.looseObject({ a: z.string() }) });
  const sized = z.looseObject({ size: openEnum([1, 2]), inner: z.looseObject({ b: z.string() }) });
  const thing = { name: 'a', size: 1, inner: { a: 'a', b: 'b' } };

  test('either side may know a key, at any depth', () => {
    expect(findings(named.and(sized), thing)).toEqual([]);
    const more = { ...thing, new: 1, inner: { ...thing.inner, new: 1 } };
    expect(findings(named.and(sized), more)).toEqual([key('inner', 'new'), key('new')]);
  });

  test('a side that does not know a key has no say about what it holds', () => {
    expect(findings(named.and(sized), { ...thing, size: 3 })).toEqual([code('size')]);
    expect(findings(sized.and(named), { ...thing, size: 3 })).toEqual([code('size')]);
  });

  test('what both do not know is reported once', () => {
    expect(findings(sized.and(sized), { ...thing, size: 3 })).toEqual([
      key('name'),
      code('size'),
      key('inner', 'a'),
    ]);
  });
});

describe('a value that does not fit', () => {
  test.each([
    [dot, [1]],
    [dot, null],
    [z.array(dot), { x: 1 }],
    [z.tuple([dot]), [{ x: 1 }, 2]],
    [state, 'three'],
    [z.union([dot, z.array(dot)]), 'neither'],
    [z.never(), { x: 1 }],
  ])('is not reported', (schema, value) => {
    expect(findings(schema, value)).toEqual([]);
  });

  test('is looked into as far as it fits', () => {
    expect(findings(dot, { x: 'one', y: 2 })).toEqual([key('y')]);
  });
});

describe('a value that contains itself', () => {
  const ring: { next?: unknown; last: number } = { last: 1 };
  ring.next = ring;

  test('is looked at once', () => {
    expect(findings(branch, ring)).toEqual([key('last')]);
    expect(findings(z.looseObject({ a: branch, b: branch }), { a: ring, b: ring })).toEqual([
      key('a', 'last'),
      key('b', 'last'),
    ]);
  });

  test('is one of the options of a union', () => {
    expect(findings(z.union([branch, state]), ring)).toEqual([key('last')]);
  });
});
