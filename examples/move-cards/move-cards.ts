import { type Card, CardConditionFilter, isAbortError, type Kaiten } from 'kaiten-sdk';

/** The maximum queue size of the rate limiter. */
const MAX_CARDS = 10_000;

/** Reads all cards of a column except archived ones, before any of them is moved. */
export function cardsIn(kaiten: Kaiten, column_id: number, signal: AbortSignal) {
  return kaiten.cards
    .list({ column_id, condition: CardConditionFilter.Live }, { stable: true, signal })
    .toArray({ max: MAX_CARDS });
}

/**
 * Moves cards to a column of their board and prints each. All requests start at once: the rate limiter
 * sends them as fast as Kaiten allows, and a failure does not affect the others.
 *
 * @returns The number of moved cards.
 */
export async function moveCards(
  kaiten: Kaiten,
  cards: readonly Card[],
  column_id: number,
  signal: AbortSignal,
): Promise<number> {
  const move = async ({ id, title }: Card) => {
    try {
      await kaiten.cards.update({ card_id: id, column_id }, { signal });
      console.log(`Moved ${id} ${title}`);
      return true;
    } catch (error) {
      if (!isAbortError(error)) console.error(`Not moved ${id} ${title}: ${messageOf(error)}`);
      return false;
    }
  };
  return (await Promise.all(cards.map(move))).filter(Boolean).length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
