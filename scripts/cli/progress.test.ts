import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { formatMs, progressTo } from './progress.ts';

function written(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const progress = progressTo(stream);
  progress.begin('patch');
  progress.end('patch', 1234, 'done');
  return String(stream.read());
}

test('prints one plain line per finished step without a terminal', () => {
  expect(written(false)).toBe('  patch       1.23 s  done\n');
});

test('shows the running step on a terminal until its line replaces it', () => {
  const clear = '\r\u001b[2K';
  expect(written(true)).toBe(`${clear}  patch …${clear}  patch       1.23 s  done\n`);
});

test.each([
  [0, '0.00 s'],
  [9_949, '9.95 s'],
  [10_000, '10.0 s'],
  [61_000, '61.0 s'],
])('formats %i ms as %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});
