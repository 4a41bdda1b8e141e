import type { CardTimeLogListItem, Kaiten } from 'kaiten-sdk';
import { missing } from './missing.ts';
import type { TimeLog } from './time-log-file.ts';

export interface Summary {
  readonly created: number;
  readonly existing: number;
  readonly failed: number;
}

/** Creates the missing time logs of the current user on a card, and prints an error if it fails. */
export async function syncCard(
  kaiten: Kaiten,
  card_id: number,
  wanted: readonly TimeLog[],
): Promise<Summary> {
  let created = 0;
  let existing = 0;
  try {
    const logged: CardTimeLogListItem[] = [];
    // Awaiting the list would return only its first page.
    for await (const timeLog of kaiten.cardTimeLogs.list({ card_id, personal: true })) {
      logged.push(timeLog);
    }
    const lacking = missing(wanted, logged);
    existing = wanted.length - lacking.length;
    for (const timeLog of lacking) {
      await kaiten.cardTimeLogs.create(timeLog);
      created += 1;
    }
  } catch (error) {
    console.error(`Card ${card_id}: ${error instanceof Error ? error.message : error}`);
  }
  return { created, existing, failed: wanted.length - existing - created };
}
