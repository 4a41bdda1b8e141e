import type { Card } from 'kaiten-sdk';

export type Value = string | number | null | undefined;

/** A column of the table: its name, and a function that reads its value from a card. */
export interface Field {
  readonly name: string;
  readonly read: (card: Card) => Value;
}
