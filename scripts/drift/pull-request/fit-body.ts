/** GitHub takes 65,536 characters; the rest is for our own note. */
const MOST_CHARACTERS = 60_000;

/** A body that GitHub takes: cut at the end of a line, with a note that says so. */
export function fitBody(body: string): string {
  if (body.length <= MOST_CHARACTERS) return body;
  const end = body.lastIndexOf('\n', MOST_CHARACTERS);
  const shown = body.slice(0, end > 0 ? end : MOST_CHARACTERS);
  return `${shown}\n\nThe report is longer than a pull request may be: the rest is in the changes.\n`;
}
