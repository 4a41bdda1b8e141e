import type { Json } from '../openapi/json.ts';
import type { ContractChange } from './change.ts';
import { type DiffReport, formatHeadline, formatOperations, formatSummary } from './format.ts';

export interface HtmlOptions {
  /** The URL that file and line are appended to for links to sources. */
  readonly linkBase?: string | undefined;
}

/** One self-contained page: headline, breaking changes, then all other changes by section. */
export function formatHtml(report: DiffReport, { linkBase }: HtmlOptions = {}): string {
  const isBreaking = ({ level }: ContractChange) => level === 'breaking';
  const sections = [
    { name: 'Breaking changes', changes: report.changes.filter(isBreaking) },
    ...report.sections.map(({ name, changes }) => ({
      name,
      changes: changes.filter((change) => !isBreaking(change)),
    })),
  ].filter(({ changes }) => changes.length > 0);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(formatHeadline(report))}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="${report.bump}">
<h1>${escapeHtml(formatHeadline(report))}</h1>
<p>${escapeHtml(formatSummary(report))}</p>
<p><code>${escapeHtml(report.base)}</code> → <code>${escapeHtml(report.head)}</code></p>
</header>
<main>
${sections
  .map(
    ({ name, changes }) => `<section>
<h2>${escapeHtml(name)} <small>${changes.length}</small></h2>
${changes.map((change) => articleOf(change, report, linkBase)).join('\n')}
</section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
}

function articleOf(
  change: ContractChange,
  report: DiffReport,
  linkBase: string | undefined,
): string {
  const source = report.sourceOf(change.pointer);
  const label = source && escapeHtml(`${source.file}:${source.line}`);
  const href = source && linkBase && `${linkBase}/${source.file}#L${source.line}`;
  const origin = href ? `<a href="${escapeHtml(href)}">${label}</a>` : label;
  const operations = escapeHtml(formatOperations(change.operationIds));
  return `<article class="${change.level}" data-id="${escapeHtml(change.id)}">
<h3>${sentence(change.message)}</h3>
<p><b>${change.level}</b>: ${sentence(change.why)}</p>
${change.migrate ? `<p class="migrate">${sentence(change.migrate)}</p>` : ''}
<div class="sides"><figure><figcaption>before</figcaption><pre>${value(change.before)}</pre></figure>
<figure><figcaption>after</figcaption><pre>${value(change.after)}</pre></figure></div>
<p class="place">${[operations, origin].filter(Boolean).join(' · ')}</p>
</article>`;
}

/** A sentence, with code in backticks as elements. */
function sentence(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function value(json: Json): string {
  if (json === null) return '<i>none</i>';
  return escapeHtml(typeof json === 'string' ? json : JSON.stringify(json, null, 2));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** One column on a phone; light and dark. */
const STYLE = `
:root { color-scheme: light dark; --break: #c62828; --note: #b26a00; --add: #2e7d32; --word: #757575; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0.25rem 0; overflow-wrap: anywhere; }
header, article { border-left: 0.4rem solid var(--word); padding: 0.5rem 0.75rem; margin: 0.75rem 0; }
header.major, .breaking { border-color: var(--break); }
header.minor, .additive { border-color: var(--add); }
.notable { border-color: var(--note); }
.migrate { font-weight: 600; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; }
figure { margin: 0; min-width: 0; }
figcaption, .place, small { color: var(--word); font-size: 0.85rem; }
pre { margin: 0; padding: 0.5rem; max-height: 16rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: rgb(128 128 128 / 12%); font-size: 0.85rem; }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; } }
`;
