import { type Complaint, isMismatch } from './complaint.js';
import { shown, shownSize } from './shown.js';

const MOST_NAMED = 12;

/** `expected at most 256 characters, received 300`. */
export function messageOf(complaint: Complaint, received?: { readonly value: unknown }): string {
  if (!isMismatch(complaint)) return complaint.text;
  const expected = `expected ${eitherOf(complaint.expected)}`;
  if (!received) return expected;
  if (received.value === undefined) return `missing, ${expected}`;
  const show = complaint.wrong === 'size' ? shownSize : shown;
  return `${expected}, received ${show(received.value)}`;
}

/** `1, 2 or 3` */
function eitherOf(names: readonly string[]): string {
  const last = names.length > MOST_NAMED ? `${names.length - MOST_NAMED} others` : names.at(-1);
  const others = names.slice(0, Math.min(names.length - 1, MOST_NAMED));
  return others.length > 0 ? `${others.join(', ')} or ${last}` : `${last}`;
}
