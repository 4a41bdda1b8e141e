import type {
  Board,
  Card,
  CardTimeLogListItem,
  CustomProperty,
  CustomPropertySelectValue,
} from 'kaiten-sdk';

/** An entity with only some properties required. */
type Some<Entity, Known extends keyof Entity> = Pick<Entity, Known> & Partial<Entity>;
type Titled = { id: number; title: string };

export type FakeCard = Some<Card, 'id' | 'title' | 'column_id'>;
type FakeTimeLog = Some<CardTimeLogListItem, 'card_id' | 'for_date' | 'role_id' | 'time_spent'>;
type FakeBoard = Pick<Board, 'id' | 'title'> & {
  columns: (Titled & { subcolumns?: Titled[] })[];
  lanes: Titled[];
};

export interface FakeFile {
  readonly id: number | string;
  readonly name: string;
  readonly card: FakeCard;
  readonly content: Blob;
}

/** The data of a fake Kaiten with one board. Requests change it. */
export interface Company {
  readonly board: FakeBoard;
  readonly cards: FakeCard[];
  readonly properties: Some<CustomProperty, 'id' | 'name' | 'type'>[];
  readonly selectValues: Some<CustomPropertySelectValue, 'id' | 'custom_property_id' | 'value'>[];
  readonly timeLogs: FakeTimeLog[];
  readonly files: FakeFile[];
}

/** Creates a company with an empty board, overridden by the given data. */
export function company(overrides: Partial<Company> = {}): Company {
  return {
    board: { id: 9300, title: 'Shop', columns: [], lanes: [] },
    cards: [],
    properties: [],
    selectValues: [],
    timeLogs: [],
    files: [],
    ...overrides,
  };
}
