import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import {
  type FormattedIssue,
  formatIssues,
  zCreateSpaceBody,
  zUpdateCardBody,
  zUpdateIterationBody,
} from '../src/index.js';

/** The formatted issues of a value, with the received values. */
function said(schema: z.ZodType, value: unknown, root = 'body'): FormattedIssue[] {
  const { error } = schema.safeParse(value);
  return error ? formatIssues(error, { root, value }) : [];
}

const card = z.strictObject({ title: z.string().min(1).max(5), size: z.int().optional() });

describe.each<[string, z.ZodType, unknown, string]>([
  ['a type', z.string(), 5, 'expected string, received 5'],
  ['an integer', z.int(), 1.5, 'expected integer, received 1.5'],
  ['a key', z.object({}), [1], 'expected object, received array of 1 item'],
  ['a list', z.array(z.int()), { a: 1 }, 'expected array, received object with 1 key'],
  ['null', z.boolean(), null, 'expected boolean, received null'],
  ['nothing', z.boolean(), undefined, 'missing, expected boolean'],
  ['a length', z.string().max(3), 'four', 'expected at most 3 characters, received 4'],
  ['an empty text', z.string().min(1), '', 'expected at least 1 character, received 0'],
  ['an exact length', z.string().length(2), 'a', 'expected exactly 2 characters, received 1'],
  ['a number', z.number().lt(3), 3, 'expected less than 3, received 3'],
  ['another number', z.number().gt(3), 3, 'expected more than 3, received 3'],
  ['a count', z.array(z.int()).min(2), [1], 'expected at least 2 items, received 1'],
  ['a step', z.number().multipleOf(5), 7, 'expected a multiple of 5, received 7'],
  ['an id', z.guid(), 'x', 'expected UUID, received "x"'],
  ['a date', z.iso.date(), 'soon', 'expected ISO 8601 date, received "soon"'],
  ['a pattern', z.string().regex(/^a+$/), 'b', 'expected text that matches /^a+$/, received "b"'],
  ['a rare format', z.ulid(), 'b', 'expected text in the format ulid, received "b"'],
  ['a constant', z.literal('a'), 'b', 'expected "a", received "b"'],
  ['a code', z.enum(['a', 'b', 'c']), 'd', 'expected "a", "b" or "c", received "d"'],
  ['a file', z.instanceof(Blob), 'text', 'expected Blob, received "text"'],
  ['a rule', z.string().refine(() => false, 'Not today'), 'a', 'Not today'],
  ['a function', z.string(), () => 1, 'expected string, received function'],
])('%s', (_, schema, value, message) => {
  test('is reported as expected', () => {
    const [issue] = said(schema, value);
    expect(issue?.path).toBe('body');
    expect(issue?.message).toContain(message);
  });
});

test('long texts are cut between characters, long enums after twelve values', () => {
  const text = '🎈'.repeat(100);
  expect(said(z.int(), text)[0]?.message).toBe(`expected number, received "${'🎈'.repeat(40)}"…`);
  const codes = z.literal(Array.from({ length: 20 }, (_, index) => index));
  expect(said(codes, 99)[0]?.message).toBe(
    'expected 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 or 8 others, received 99',
  );
});

test('the path is that of the property', () => {
  const body = z.object({ cards: z.array(card) });
  expect(said(body, { cards: [{ title: 1 }] })[0]?.path).toBe('body.cards[0].title');
  expect(said(body, { cards: [{ title: 1 }] }, '')[0]?.path).toBe('cards[0].title');
  expect(said(z.object({ 'a b': z.int(), ключ: z.int() }), {})).toEqual([
    { path: 'body["a b"]', message: 'missing, expected number' },
    { path: 'body.ключ', message: 'missing, expected number' },
  ]);
  expect(said(z.record(z.string().max(1), z.int()), { ab: 1 })[0]?.path).toBe('body.ab');
});

test('every unknown property is a separate issue', () => {
  expect(said(card, { title: 'a', b: 1, c: 2 })).toEqual([
    { path: 'body.b', message: 'unknown key' },
    { path: 'body.c', message: 'unknown key' },
  ]);
});

test('messages do not contain the value if it is not passed', () => {
  const { error } = card.safeParse({});
  const expected = [{ path: 'title', message: 'expected string' }];
  expect(error && formatIssues(error)).toEqual(expected);
  expect(error && formatIssues(error.issues)).toEqual(expected);
});

describe('of a union', () => {
  const circle = z.strictObject({ type: z.literal('circle'), r: z.int() });
  const square = z.strictObject({ type: z.literal('square'), a: z.int(), b: z.int() });

  test('lists all options if the value has another type', () => {
    expect(said(z.union([z.int(), z.string()]), null)).toEqual([
      { path: 'body', message: 'expected number or string, received null' },
    ]);
    expect(said(z.union([z.literal(1), z.union([z.literal(2), z.literal(3)])]), 4)).toEqual([
      { path: 'body', message: 'expected 1, 2 or 3, received 4' },
    ]);
  });

  test('reports only the option of the right type', () => {
    expect(said(z.union([z.int(), z.string().max(3), card]), 'four')).toEqual([
      { path: 'body', message: 'expected at most 3 characters, received 4' },
    ]);
    expect(said(z.union([z.null(), z.array(card)]), [{ title: 1 }])).toEqual([
      { path: 'body[0].title', message: 'expected string, received 1' },
    ]);
  });

  test('prefers the option whose constants match to those with fewer issues', () => {
    expect(
      said(z.union([circle.partial({ r: true }).loose(), square]), { type: 'square' }),
    ).toEqual([
      { path: 'body.a', message: 'missing, expected number' },
      { path: 'body.b', message: 'missing, expected number' },
    ]);
  });

  test('prefers the option with the fewest and deepest issues', () => {
    const flat = z.object({ cards: z.int(), lanes: z.int() });
    const deep = z.object({ cards: z.array(card) });
    expect(said(z.union([flat, deep]), { cards: [{ title: 1 }] })).toEqual([
      { path: 'body.cards[0].title', message: 'expected string, received 1' },
    ]);
    expect(said(z.union([z.object({ cards: z.int() }), deep]), { cards: [{ title: 1 }] })).toEqual([
      { path: 'body.cards[0].title', message: 'expected string, received 1' },
    ]);
  });

  test('lists the constants of a discriminator', () => {
    expect(said(z.discriminatedUnion('type', [circle, square]), { type: 'line' })).toEqual([
      { path: 'body.type', message: 'expected "circle" or "square", received "line"' },
    ]);
  });

  test('reports if more than one option matches', () => {
    expect(
      said(z.xor([z.object({ a: z.int() }), z.object({ b: z.int() })]), { a: 1, b: 1 }),
    ).toEqual([{ path: 'body', message: 'Invalid input: more than one option matched' }]);
  });
});

describe('of requests', () => {
  test('reports the issues of an operation', () => {
    expect(said(zCreateSpaceBody, { title: '', colour: 'red', access: 'all' })).toEqual([
      { path: 'body.title', message: 'expected at least 1 character, received 0' },
      expect.objectContaining({ path: 'body.access' }),
      { path: 'body.colour', message: 'unknown key' },
    ]);
  });

  test('rejects an empty update', () => {
    const [issue] = said(zUpdateIterationBody, {});
    expect(issue?.path).toBe('body');
    expect(issue?.message).toContain('Specify at least one of: title,');
  });

  test('issues of any rejected value are stable and below the root', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const lines = said(zUpdateCardBody, value);
        expect(lines).toEqual(said(zUpdateCardBody, structuredClone(value)));
        expect(lines.length > 0).toBe(!zUpdateCardBody.safeParse(value).success);
        for (const { path, message } of lines) {
          expect(path).toMatch(/^body(?:$|[.[])/);
          expect(message).not.toBe('');
        }
      }),
    );
  });
});

test('issues are typed', () => {
  expectTypeOf(formatIssues).returns.toEqualTypeOf<FormattedIssue[]>();
  expectTypeOf(formatIssues)
    .parameter(0)
    .toExtend<z.core.$ZodError | readonly z.core.$ZodIssue[]>();
  expect(formatIssues([])).toEqual([]);
});
