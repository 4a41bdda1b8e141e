import { type Card, CardConditionFilter, isAbortError, type Kaiten } from 'kaiten-sdk';

/** As many calls as the limiter's queue holds. */
const CARDS_AT_MOST = 10_000;

/** The cards of a column, archived ones left out, all read before the first one leaves it. */
export function cardsIn(kaiten: Kaiten, column_id: number, signal: AbortSignal) {
  return kaiten.cards
    .list({ column_id, condition: CardConditionFilter.Live }, { stable: true, signal })
    .toArray({ max: CARDS_AT_MOST });
}

/**
 * Moves cards to a column of their board and tells of each. All are asked for at once: the limiter
 * sends them as fast as Kaiten allows, and one that fails holds up no other.
 *
 * @returns How many were moved.
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
