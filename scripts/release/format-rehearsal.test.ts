import { expect, test } from 'vitest';
import { formatRehearsal } from './format-rehearsal.ts';

const PUBLISHED = [
  { name: '@ours/thing', version: '1.2.3', packedBytes: 900, unpackedBytes: 2_345_678, files: 12 },
  { name: 'it', version: '10.0.0', packedBytes: 12_345, unpackedBytes: 50_000, files: 1234 },
];

test('prints one line per package, and what is not tested', () => {
  const text = formatRehearsal({ uncommitted: [], changesets: 2, published: PUBLISHED });
  expect(text.split('\n').slice(0, 3)).toEqual([
    '  package      version  packed  unpacked  files',
    '  @ours/thing  1.2.3      1 kB  2,346 kB     12',
    '  it           10.0.0    13 kB     50 kB   1234',
  ]);
  expect(text).toContain('Not tested by a rehearsal: provenance and trusted publishing (OIDC)');
  expect(text).not.toMatch(/No changesets|Included/);
});

test('lists uncommitted files, and reports that there are no changesets', () => {
  const uncommitted = Array.from({ length: 12 }, (_, index) => `file-${index}`);
  const text = formatRehearsal({ uncommitted, changesets: 0, published: PUBLISHED });
  expect(text).toMatch(/^Included although not committed:\n {2}file-0\n/);
  expect(text).toContain('  file-9\n  and 2 more\n');
  expect(text).toContain('No changesets: published with the versions in the manifests.');
});
