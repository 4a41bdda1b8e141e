import { type Change, countsOf, type Diff, type Section, touched } from '../diff/index.ts';

const MOST_WORDINGS = 3;

/** What the changelog says of a changed contract: what breaks with its way out, then by section. */
export function changesetText(diff: Diff, sections: readonly Section[]): string {
  const breaking = diff.changes.filter(({ level }) => level === 'breaking');
  return [
    `The Kaiten API changed: ${countsOf(diff)}.`,
    ...(breaking.length > 0 ? ['', '**What breaks**', '', ...breaking.map(breakOf)] : []),
    ...sections.flatMap(({ name, changes }) => {
      const lines = linesOf(changes.filter(({ level }) => level !== 'breaking'));
      return lines.length > 0 ? ['', `**${name}**`, '', ...lines] : [];
    }),
  ].join('\n');
}

function breakOf({ message, why, migrate, code }: Change): string {
  const text = `- ${message}: ${why}.${migrate ? ` ${migrate}` : ''}`;
  if (!code) return text;
  const [before, after] = code.map((side) => side.split('\n').join('\n  '));
  return `${text}\n\n  \`\`\`diff\n  - ${before}\n  + ${after}\n  \`\`\`\n`;
}

function linesOf(changes: readonly Change[]): string[] {
  const wordings = changes.filter(({ level }) => level === 'wording');
  const others = changes.filter(({ level }) => level !== 'wording');
  const shown = wordings.length > MOST_WORDINGS ? [] : wordings;
  return [
    ...others.map(({ message, level, why, operationIds }) => {
      const note = level === 'notable' ? ` (${why})` : '';
      const operations = touched(operationIds);
      return `- ${message}${note}${operations ? `; in ${operations}` : ''}`;
    }),
    ...shown.map(({ message }) => `- ${message}`),
    ...(shown.length < wordings.length ? [`- ${wordings.length} descriptions are better`] : []),
  ];
}
