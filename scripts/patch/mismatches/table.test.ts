import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMismatch } from './sample.ts';
import { mismatchTable } from './table.ts';

const rowsOf = (table: string) => table.split('\n').filter((line) => line.startsWith('| `'));

test('each note is a row, sorted by location', () => {
  const table = mismatchTable([
    sampleMismatch({ where: 'CardTag', field: 'id' }),
    sampleMismatch({
      where: 'Card',
      documented: null,
      kind: 'extra',
      real: 'number',
      source: 'cli',
    }),
    sampleMismatch({ where: 'Card', field: 'id', unreflected: 'Seen once.' }),
  ]);
  expect(rowsOf(table)).toEqual([
    '| `Card` | `id` | string | string or null | live | no: Seen once. |',
    '| `Card` | `title` | nothing | number | cli | yes |',
    '| `CardTag` | `id` | string | string or null | live | yes |',
  ]);
  expect(table).toContain('3 rows: 2 are reflected in the contract, 1 are not.');
});

test('equal notes are one row, and both are counted', () => {
  const table = mismatchTable([sampleMismatch(), sampleMismatch()]);
  expect(rowsOf(table)).toHaveLength(1);
  expect(table).toContain('2 rows: 2 are reflected');
});

test('all texts stay in their cells', () => {
  const real = 'a | b\n| c \\| <b> [d](e) `f` *g* _h_';
  const [row] = rowsOf(mismatchTable([sampleMismatch({ real })]));
  expect(row).toBe(
    String.raw`| ${'`Card`'} | ${'`title`'} | string | a \| b \| c \\\| \<b\> \[d\](e) \`f\` \*g\* \_h\_ | live | yes |`,
  );
});

test('there is a table even without notes', () => {
  expect(mismatchTable([])).toContain('0 rows: 0 are reflected in the contract, 0 are not.');
});

test('the order of the notes makes no difference', () => {
  const word = fc.constantFrom('Card', 'Å', 'z', 'aa', 'CardTag');
  const notes = fc.array(
    fc.record({ where: word, field: word, real: word }).map((note) => sampleMismatch(note)),
    { maxLength: 8 },
  );
  const shuffled = notes.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(mismatchTable(other)).toBe(mismatchTable(list));
    }),
  );
});
