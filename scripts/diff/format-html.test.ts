import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderWith } from '../cli/temporary-folder.ts';
import { contractPaths, ROOT } from '../contracts/paths.ts';
import { diffInSections } from './diff.ts';
import type { DiffReport } from './format.ts';
import { formatHtml } from './format-html.ts';
import { readPolicy } from './policy.ts';
import { CHAIN, contractExcerpt } from './testing/chain.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (!CHROMIUM)
  console.error('SKIPPED: the HTML report is not tested, because Chromium is not installed');

async function reportOfChain(): Promise<DiffReport> {
  const base = contractExcerpt();
  const head = structuredClone(base);
  for (const { change } of CHAIN) change(head);
  return {
    ...(await diffInSections(base, head, await readPolicy(contractPaths(ROOT).policy))),
    base: 'rev:<1>',
    head: 'openapi.json',
    sourceOf: () => ({ file: 'specs/kaiten/overlays/cards.overlay.yaml', line: 12 }),
  };
}

test('the page contains every change, loads no other file, and escapes its content', async () => {
  const report = await reportOfChain();
  const page = formatHtml(report, { linkBase: 'https://example.com/blob/main' });
  for (const { id } of report.changes) expect(page).toContain(`data-id="${id}"`);
  expect(page).not.toMatch(/<(script|link|img|iframe)\b|@import|url\(/);
  expect(page).toContain('<code>rev:&lt;1&gt;</code>');
  expect(page).toContain(
    'href="https://example.com/blob/main/specs/kaiten/overlays/cards.overlay.yaml#L12"',
  );
});

describe.skipIf(!CHROMIUM)('in a browser on a phone', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 30_000);
  afterAll(() => browser.close());

  test('shows the headline, then breaking changes, fits the screen, and sends no request', async () => {
    const report = await reportOfChain();
    const folder = await folderWith({ 'report.html': formatHtml(report) });
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const url = pathToFileURL(`${folder}/report.html`).href;
    await page.goto(url);
    expect(requests).toEqual([url]);
    expect(await page.textContent('h1')).toBe('Breaking changes: major version');
    expect(await page.textContent('h2 >> nth=0')).toMatch(/^Breaking changes /);
    expect(await page.locator('article.breaking').count()).toBe(report.summary.breaking);
    expect(await page.locator('article').count()).toBe(report.changes.length);
    // A string, because it is evaluated in the page.
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(360);
    const sides = page.locator('.sides').first().locator('figure');
    const tops = async () => [
      (await sides.nth(0).boundingBox())?.y,
      (await sides.nth(1).boundingBox())?.y,
    ];
    const [above, below] = await tops();
    expect(below).toBeGreaterThan(above ?? 0);
    await page.setViewportSize({ width: 1200, height: 800 });
    const [left, right] = await tops();
    expect(left).toBe(right);
  }, 30_000);
});
