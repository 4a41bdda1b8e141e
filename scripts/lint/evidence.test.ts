import { expect, test } from 'vitest';
import { readContractDocuments } from '../contracts/documents.ts';
import { ROOT } from '../contracts/paths.ts';
import { readOverlays } from '../patch/index.ts';
import { evidenceFindings } from './evidence.ts';

test('the contract accepts everything that was recorded, and requires nothing without support', async () => {
  const findings = await evidenceFindings(
    ROOT,
    await readContractDocuments(ROOT),
    await readOverlays(ROOT),
  );
  expect(
    findings.map(({ file, line, message, rule }) => `${file}:${line}: ${message} (${rule})`),
  ).toEqual([]);
});
