import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import {
  checkImportContent,
  IMPORT_ENTITIES,
  type ImportContent,
  type ImportRecord,
} from '../src/index.js';

const RECORD_KEYS = ['id', 'card_id', 'column_id', 'checklists', 'items', 'properties', 'path'];

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 'c1', '__proto__'),
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...RECORD_KEYS), tie('value')),
  ),
})).value;

test('reports the file of each problem and throws nothing, for any content', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...IMPORT_ENTITIES), json), (files) => {
      const content: ImportContent = Object.fromEntries(
        Object.entries(files).map(([name, value]) => [name, { file: name, content: value }]),
      );
      for (const { file, problem } of checkImportContent(content)) {
        expect(Object.keys(files)).toContain(file);
        expect(problem).not.toBe('');
      }
    }),
  );
});

test('an empty import has no problems', () => {
  expect(checkImportContent({})).toEqual([]);
  expect(checkImportContent({ cards: { file: 'cards.json', content: [] } })).toEqual([]);
});

test('the types of records are inferred', () => {
  type Card = ImportRecord<'cards'>;
  expectTypeOf<Card['id']>().toEqualTypeOf<string | number>();
  expectTypeOf<Card['title']>().toBeString();
  expectTypeOf<ImportRecord<'columns'>['type']>().toEqualTypeOf<1 | 2 | 3 | null | undefined>();
});

test('checks a large import', () => {
  const cards = Array.from({ length: 20_000 }, (_, id) => ({
    id,
    column_id: 'todo',
    title: `Card ${id}`,
    parent_card_ids: id > 0 ? [id - 1] : null,
  }));
  const columns = [{ id: 'todo', title: 'To do', board_id: 1 }];
  const problems = checkImportContent({
    boards: { file: 'boards.json', content: [{ id: 1, title: 'Board' }] },
    cards: { file: 'cards.json', content: [...cards, { id: 'x', column_id: 'todo', title: 1 }] },
    columns: { file: 'columns.json', content: columns },
  });
  expect(problems).toEqual([
    { file: 'cards.json', record: 20_001, field: 'title', problem: 'must be text, is a number' },
  ]);
});
