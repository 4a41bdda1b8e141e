import { expect, test } from 'vitest';
import { readContractDocuments } from '../contract/documents.ts';
import { readOverlays } from '../contract/overlays.ts';
import { ROOT } from '../contract/paths.ts';
import { evidenceFindings } from './evidence-findings.ts';

test('the contract takes everything that was recorded, and requires nothing without support', async () => {
  const findings = await evidenceFindings(
    ROOT,
    await readContractDocuments(ROOT),
    await readOverlays(ROOT),
  );
  expect(
    findings.map(({ file, line, message, rule }) => `${file}:${line}: ${message} (${rule})`),
  ).toEqual([]);
});
