import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import * as z from 'zod';
import { lazily } from '../src/lazily.js';

interface Tree {
  readonly name: string;
  readonly branches?: Tree[];
}

const isTree = (value: unknown): boolean => value === oak || value === ash;
const oak: Tree = { name: 'oak', branches: [{ name: 'twig' }] };
const ash: Tree = { name: 'ash' };

function treeWith(check?: (value: unknown) => boolean) {
  const build = vi.fn(() =>
    z.looseObject({ name: z.string(), branches: z.array(tree).optional() }),
  );
  const tree: z.ZodType<Tree> = lazily<Tree>(build, check);
  return { build, tree };
}

describe('a value that the check accepts', () => {
  test('is returned itself, without building the validator', async () => {
    const { build, tree } = treeWith(isTree);
    expect(tree.parse(oak)).toBe(oak);
    expect(tree.safeParse(oak).data).toBe(oak);
    expect(await tree.parseAsync(oak)).toBe(oak);
    expect(z.safeParse(tree, oak).data).toBe(oak);
    expect(z.encode(tree, oak)).toBe(oak);
    expect(await tree['~standard'].validate(oak)).toEqual({ value: oak });
    expect(build).not.toHaveBeenCalled();
  });

  test.each<[string, (tree: z.ZodType<Tree>) => z.ZodType]>([
    ['describe', (tree) => tree.describe('A tree')],
    ['meta', (tree) => tree.meta({ title: 'Tree' })],
    ['nullable', (tree) => tree.nullable()],
    ['refine', (tree) => tree.refine(({ name }) => name !== '')],
    ['union', (tree) => z.union([z.string(), tree])],
  ])('is returned itself by %s, too', (_, inside) => {
    const { build, tree } = treeWith(isTree);
    expect(inside(tree).parse(oak)).toBe(oak);
    expect(build).not.toHaveBeenCalled();
  });

  test('is still refined', () => {
    const { tree } = treeWith(isTree);
    const short = tree.refine(({ name }) => name.length < 3, { error: 'too long' });
    expect(short.safeParse(oak).error?.issues).toMatchObject([{ message: 'too long' }]);
  });
});

describe('a value that the check does not accept', () => {
  test.each([
    ['without a check', undefined],
    ['with one', isTree],
  ])('is validated by zod, %s', (_, check) => {
    const { build, tree } = treeWith(check);
    const other = { name: 'elm', branches: [ash], age: 3 };
    expect(tree.parse(other)).toEqual(other);
    expect(tree.safeParse({ name: 'elm', branches: [{}] }).error?.issues).toMatchObject([
      { code: 'invalid_type', path: ['branches', 0, 'name'] },
    ]);
    expect(build).toHaveBeenCalledOnce();
  });
});

test('a cyclic value is validated by zod', () => {
  const isTrees = (value: unknown): boolean => ((value as Tree).branches ?? []).every(isTrees);
  const { tree } = treeWith(isTrees);
  const ring = { name: 'ring', branches: [] as Tree[] };
  ring.branches.push(ring);
  expect(() => isTrees(ring)).toThrow(RangeError);
  const { data } = tree.safeParse(ring);
  expect(data?.branches?.[0]).toBe(data);
});

test('it is a lazy schema for other code', () => {
  const { tree } = treeWith(isTree);
  expect(tree).toBeInstanceOf(z.ZodType);
  expect(tree).toBeInstanceOf(z.ZodLazy);
  const { def, innerType } = (tree as z.ZodLazy)._zod;
  expect(def.type).toBe('lazy');
  expect(innerType).toBeInstanceOf(z.ZodObject);
  expect((tree as z.ZodLazy).unwrap()).toBeInstanceOf(z.ZodObject);
  expect(z.toJSONSchema(tree)).toMatchObject({
    properties: { name: { type: 'string' }, branches: { items: { $ref: '#' } } },
    required: ['name'],
  });
});

test('a required property is required, and an optional one is optional', () => {
  const { tree } = treeWith(isTree);
  const garden = z.object({ old: tree, young: tree.optional() });
  expect(garden.parse({ old: oak })).toEqual({ old: oak });
  expect(garden.safeParse({ young: oak }).error?.issues).toMatchObject([{ path: ['old'] }]);
});

test('the type of the built schema must match', () => {
  const text = lazily<string>(() => z.string());
  expectTypeOf(text).toEqualTypeOf<z.ZodType<string>>();
  // @ts-expect-error: a number is built where a text was promised.
  lazily<string>(() => z.number());
});
