import { expect, test } from 'vitest';
import { contractDocument } from '../openapi/sample-document.ts';
import { documentStats } from './document-stats.ts';
import { formatStats } from './format.ts';

test.each([
  [{ events: 22, callbacks: 1 }, '22 events, 1 callback'],
  [{ events: 1, callbacks: 0 }, '1 event, 0 callbacks'],
])('webhooks are formatted as events and callbacks: %o', (webhooks, line) => {
  const stats = { kind: 'REST', file: 'a.json', ...documentStats(contractDocument()), webhooks };
  const text = formatStats({
    documents: [stats],
    mismatches: { rows: 0, reflected: 0, listed: 0 },
  });
  expect(text).toMatch(new RegExp(`^  webhooks +${line}$`, 'm'));
});
