import type { Card } from 'kaiten-sdk';

export type Value = string | number | null | undefined;

/** One field of the table: its name, and what a card has in it. */
export interface Field {
  readonly name: string;
  readonly read: (card: Card) => Value;
}
