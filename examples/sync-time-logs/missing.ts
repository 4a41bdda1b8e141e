import type { CardTimeLogListItem } from 'kaiten-sdk';
import type { TimeLog } from './time-log-file.ts';

type Comparable = Pick<CardTimeLogListItem, 'for_date' | 'time_spent' | 'role_id' | 'comment'>;

/** The wanted time logs that do not exist yet. Duplicates are counted. */
export function missing(wanted: readonly TimeLog[], existing: readonly Comparable[]): TimeLog[] {
  const unmatched = existing.map(keyOf);
  return wanted.filter((timeLog) => {
    const index = unmatched.indexOf(keyOf(timeLog));
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
}

function keyOf({ for_date, time_spent, role_id, comment }: Comparable): string {
  return JSON.stringify([for_date, time_spent, role_id, comment ?? '']);
}
