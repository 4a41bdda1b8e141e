/**
 * Levenshtein's distance: how many characters to insert, delete or replace to get the other text.
 *
 * @param limit Where counting may stop: any distance that reaches it is `limit`. Default: none.
 */
export function editDistance(one: string, other: string, limit = Number.POSITIVE_INFINITY): number {
  const [a, b] = withoutSharedEnds(one, other);
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index++) {
    row = nextRow(row, a[index] as string, b);
    if (Math.min(...row) >= limit) return limit;
  }
  return Math.min(row[b.length] as number, limit);
}

/** Shared starts and ends cost nothing, and keys of one object share long ones. */
function withoutSharedEnds(one: string, other: string): [string, string] {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

/** One more line of the table of Wagner and Fischer. */
function nextRow(above: readonly number[], character: string, text: string): number[] {
  const row = [(above[0] as number) + 1];
  for (let column = 1; column < above.length; column++) {
    const replaced = (above[column - 1] as number) + (text[column - 1] === character ? 0 : 1);
    const deleted = (above[column] as number) + 1;
    const inserted = (row[column - 1] as number) + 1;
    row.push(Math.min(replaced, deleted, inserted));
  }
  return row;
}
