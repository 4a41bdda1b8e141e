import { expect, test } from 'vitest';
import { codeBlock, inlineCode } from './finding.ts';

test.each([
  ['GET /cards', '`GET /cards`'],
  ['a`b``c', '```a`b``c```'],
  ['`a', '`` `a ``'],
  ['a\n\n# b', '`a # b`'],
])('%j as code within a line', (text, code) => {
  expect(inlineCode(text)).toBe(code);
});

test.each([
  ['a', '```\na\n```'],
  ['```\na', '````\n```\na\n````'],
])('%j as a code block', (text, code) => {
  expect(codeBlock(text)).toBe(code);
});
