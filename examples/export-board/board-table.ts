import type { Board, Card, Kaiten } from 'kaiten-sdk';
import type { Field, Value } from './field.ts';
import { propertyFields } from './property-fields.ts';

/** Yields a header row, then a row for each card of a board as its page arrives. */
export async function* boardTable(kaiten: Kaiten, boardId: number): AsyncGenerator<Value[]> {
  const board = await kaiten.boards.get({ id: boardId });
  const fields = [...cardFields(board), ...(await propertyFields(kaiten, boardId))];
  yield fields.map(({ name }) => name);
  const cards = kaiten.cards.list(
    { board_id: boardId, additional_card_fields: 'description' },
    { stable: true },
  );
  for await (const card of cards) yield fields.map(({ read }) => read(card));
}

function cardFields({ columns, lanes }: Board): Field[] {
  const columnTitles = titles(columns.flatMap((column) => [column, ...(column.subcolumns ?? [])]));
  const laneTitles = titles(lanes);
  return [
    field('id', ({ id }) => id),
    field('title', ({ title }) => title),
    field('column', ({ column_id }) => columnTitles.get(column_id) ?? column_id),
    field('lane', ({ lane_id }) => lane_id && (laneTitles.get(lane_id) ?? lane_id)),
    field('owner', ({ owner }) => owner?.full_name),
    field('tags', ({ tags }) => tags?.map(({ name }) => name).join(', ')),
    field('due date', ({ due_date }) => due_date),
    field('created', ({ created }) => created),
    field('description', ({ description }) => description),
  ];
}

function field(name: string, read: (card: Card) => Value): Field {
  return { name, read };
}

function titles(entities: readonly { id: number; title: string }[]): Map<number, string> {
  return new Map(entities.map(({ id, title }) => [id, title]));
}
