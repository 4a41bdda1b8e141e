import type { Json } from '../../openapi/json.ts';
import type { Change } from '../change.ts';
import { countsOf, type DiffReport, touched, verdictOf } from '../report.ts';
import { STYLE } from './style.ts';

/** Where links to source lines lead: a file and a line are added to it. */
export interface HtmlOptions {
  readonly linkBase?: string | undefined;
}

/** One self-contained page: verdict, what breaks, then everything by section. */
export function formatHtml(report: DiffReport, { linkBase }: HtmlOptions = {}): string {
  const breaking = report.changes.filter(({ level }) => level === 'breaking');
  const article = (change: Change) => articleOf(change, report, linkBase);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(verdictOf(report))}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="${report.bump}">
<h1>${escaped(verdictOf(report))}</h1>
<p>${escaped(countsOf(report))}</p>
<p><code>${escaped(report.base)}</code> → <code>${escaped(report.head)}</code></p>
</header>
<main>
${breaking.length > 0 ? sectionOf('What breaks', breaking.map(article)) : ''}
${report.sections
  .map(({ name, changes }) => ({ name, rest: changes.filter(({ level }) => level !== 'breaking') }))
  .filter(({ rest }) => rest.length > 0)
  .map(({ name, rest }) => sectionOf(name, rest.map(article)))
  .join('\n')}
</main>
</body>
</html>
`;
}

function sectionOf(title: string, articles: readonly string[]): string {
  return `<section>
<h2>${escaped(title)} <small>${articles.length}</small></h2>
${articles.join('\n')}
</section>`;
}

function articleOf(change: Change, report: DiffReport, linkBase: string | undefined): string {
  const operations = touched(change.operationIds);
  const source = report.sourceOf(change.pointer);
  const label = source && `${source.file}:${source.line}`;
  const href = source && linkBase && `${linkBase}/${source.file}#L${source.line}`;
  const origin =
    label && (href ? `<a href="${escaped(href)}">${escaped(label)}</a>` : escaped(label));
  return `<article class="${change.level}" data-id="${escaped(change.id)}">
<h3>${escaped(change.message)}</h3>
<p><b>${change.level}</b>: ${escaped(change.why)}</p>
${change.migrate ? `<p class="migrate">${escaped(change.migrate)}</p>` : ''}
<div class="sides"><figure><figcaption>before</figcaption><pre>${shown(change.before)}</pre></figure>
<figure><figcaption>after</figcaption><pre>${shown(change.after)}</pre></figure></div>
<p class="place">${[escaped(operations), origin].filter(Boolean).join(' · ')}</p>
</article>`;
}

function shown(value: Json): string {
  if (value === null) return '<i>nothing</i>';
  return escaped(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
