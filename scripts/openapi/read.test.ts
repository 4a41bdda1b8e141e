import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatError, PipelineError } from '../cli/problem.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { parseDocument, readDocument } from './read.ts';

test.each([
  ['a.json', '{"a": [1, null]}', { a: [1, null] }],
  ['a.YAML', 'a: [1, null]', { a: [1, null] }],
  ['a.yml', '{a: 1}', { a: 1 }],
  ['body', ' \n{"a": 1}', { a: 1 }],
  ['body', '[1]', [1]],
  ['body', 'a: 1', { a: 1 }],
  ['a.yaml', 'a: no\nb: 2026-11-21\nc: 010', { a: 'no', b: '2026-11-21', c: 10 }],
])('%s with %j', (file, text, document) => {
  expect(parseDocument(text, file)).toEqual(document);
});

test('__proto__ is an ordinary key', () => {
  for (const file of ['a.json', 'a.yaml']) {
    const document = parseDocument('{"__proto__": {"polluted": true}}', file);
    expect(Object.keys(document as object)).toEqual(['__proto__']);
    expect(document).not.toHaveProperty('polluted');
  }
});

test.each([
  ['a.json', '{"a": ', /^a\.json is not valid JSON\n {2}a\.json: .*JSON/],
  ['a.yaml', 'a: 1\nb: [', /^a\.yaml:2:5 is not valid YAML\n {2}a\.yaml:2:5: /],
  ['a.yaml', 'a: 1\na: 2', /a\.yaml:2:1: Map keys must be unique/],
  ['a.yaml', bomb(), /a\.yaml: Excessive alias count/],
])('invalid %s: the message names the position', (file, text, told) => {
  const parse = () => parseDocument(text, file);
  expect(parse).toThrow(PipelineError);
  expect(messageOf(parse)).toMatch(told);
});

test('reads a file, and names one that cannot be read', async () => {
  const folder = await folderWith({ 'a.json': '{"a": 1}' });
  await mkdir(join(folder, 'b.json'));
  expect(await readDocument(join(folder, 'a.json'))).toEqual({ a: 1 });
  const missing = readDocument(join(folder, 'c.json'));
  await expect(missing).rejects.toMatchObject({
    message: `Cannot read ${join(folder, 'c.json')}`,
    problems: [{ message: 'the file does not exist' }],
  });
  await expect(readDocument(join(folder, 'b.json'))).rejects.toMatchObject({
    problems: [{ message: 'it cannot be read (EISDIR)' }],
  });
});

function messageOf(attempt: () => unknown): string {
  try {
    attempt();
    return '';
  } catch (error) {
    return formatError(error);
  }
}

/** Aliases of aliases: a few hundred characters that stand for millions of values. */
function bomb(): string {
  const levels = Array.from({ length: 8 }, (_, level) => {
    const items = Array(9).fill(level === 0 ? 'x' : `*a${level - 1}`);
    return `a${level}: &a${level} [${items.join(', ')}]`;
  });
  return levels.join('\n');
}
