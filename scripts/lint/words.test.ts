import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../cli/run-command.ts';
import { ROOT } from '../contracts/paths.ts';

/** What readers of the repository and users of the packages see, apart from generated files. */
const PUBLISHED = [
  '*.md',
  '.changeset/*.md',
  '.github',
  'examples/**/*.md',
  'packages/**/*.md',
  'packages/*/src/**/*.ts',
  'specs/**/*.md',
  'specs/kaiten/overlays/*.yaml',
  'specs/kaiten/undocumented/openapi.yaml',
  'specs/scim/openapi.yaml',
  ':!**/generated/**',
  ':!specs/kaiten/MISMATCHES.md',
];
const LIST = 'CONTRIBUTING.md';

test('CONTRIBUTING lists phrases, which the check finds across line ends and in any case', async () => {
  const phrases = phrasesIn(await read(LIST));
  expect(phrases.length).toBeGreaterThan(20);
  expect(matchesOf(phrases, 'It Answers\n   * with a list.')).toEqual(['answers with']);
  expect(matchesOf(phrases, 'An unanswered request. Answers within a second.')).toEqual([]);
});

test('no published text has a phrase that CONTRIBUTING rejects', async () => {
  const phrases = phrasesIn(await read(LIST));
  const files = (await runCommand('git', ['ls-files', '--', ...PUBLISHED], { cwd: ROOT })).split(
    '\n',
  );
  const findings = await Promise.all(
    files.filter(Boolean).map(async (file) => {
      const text = await read(file);
      const prose = file === LIST ? text.replaceAll(/^\|.*\|$/gm, '') : proseOf(file, text);
      return matchesOf(phrases, prose).map((phrase) => `${file}: "${phrase}"`);
    }),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(findings.flat()).toEqual([]);
});

function read(file: string): Promise<string> {
  return readFile(join(ROOT, file), 'utf8');
}

/** The phrases in the last column of the table "Words we use". */
function phrasesIn(contributing: string): string[] {
  const section = contributing.split('## Words we use')[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\|.*\|(.*)\|$/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase),
  );
}

/** Of a TypeScript file its comments, else all of it. */
function proseOf(file: string, text: string): string {
  if (!file.endsWith('.ts')) return text;
  return (text.match(/\/\*\*[\s\S]*?\*\/|\/\/ .*/g) ?? []).join('\n\n');
}

function matchesOf(phrases: readonly string[], text: string): string[] {
  // Lines of a doc comment, a YAML comment or a quote go on after their marker.
  const line = text.replaceAll(/\s*\n\s*(?:\*(?!\/)|\/\/|#|>)?\s*/g, ' ');
  return phrases.filter((phrase) => new RegExp(`\\b${phrase}\\b`, 'i').test(line));
}
