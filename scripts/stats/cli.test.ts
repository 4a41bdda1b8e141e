import { expect, test } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { patchContract } from '../patch/index.ts';
import { overlayOf } from '../testing/overlay-of.ts';
import { withSampleRepository } from '../testing/sample-repository.ts';

const mismatchOf = (where: string) => ({
  target: '$.info',
  update: { title: 'Spaces' },
  'x-mismatches': [
    { where, field: 'response.500', documented: null, real: '500', kind: 'status', source: 'cli' },
  ],
});

test('a repository is counted, as text and as JSON', async () => {
  await withSampleRepository(async ({ root, write }) => {
    await write('overlays/spaces.overlay.yaml', overlayOf([mismatchOf('listSpaces')]).document);
    await patchContract(root);
    const [text, json] = await Promise.all([
      runScript('stats', '--root', root),
      runScript('stats', '--root', root, '--json'),
    ]);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/operations +3 \(3 stable, 0 deprecated\)/);
    expect(text.stdout).toMatch(/webhooks +0 events, 0 callbacks/);
    expect(text.stdout).toMatch(/described +0 of 0 \(100 %\)/);
    expect(text.stdout).toMatch(/kinds of files +not built\n$/);
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      documents: [{ kind: 'REST', operations: 3 }],
      mismatches: { rows: 1, reflected: 1, listed: 0 },
    });
  });
});

test('a mismatch of something that the contract lacks is an error', async () => {
  await withSampleRepository(async ({ root, write }) => {
    await patchContract(root);
    await write('overlays/spaces.overlay.yaml', overlayOf([mismatchOf('listRooms')]).document);
    const run = await runScript('stats', '--root', root);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('the contract has neither a component nor an operation listRooms');
  });
});

test('--help prints the usage, and an unknown option is an error', async () => {
  expect(await runScript('stats', '--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await runScript('stats', '--jsn')).toMatchObject({ code: 2, stdout: '' });
});
