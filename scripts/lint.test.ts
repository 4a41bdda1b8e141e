import { expect, test } from 'vitest';
import { runScript } from './lib/cli/run-script.ts';
import { patchContract } from './lib/contract/patch-contract.ts';
import { withSampleRepository } from './lib/contract/sample-repository.ts';
import { redoclyFindings } from './lib/lint/redocly.ts';

test('what falls short is told by the overlay that can mend it', async () => {
  await withSampleRepository(async ({ root }) => {
    await patchContract(root);
    const { code, stdout, stderr } = await runScript('lint.ts', '--root', root);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [file, ...lines] = stderr.split('\n');
    expect(file).toMatch(/overlays\/document\.overlay\.yaml$/);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ {2}#\/paths\/~1spaces\/get\/summary: .* \(operation-summary\)$/),
        '  #/paths/~1spaces/get: does not answer 429 (operation-errors)',
        expect.stringMatching(/^ +\d+ {2}.*document\.overlay\.yaml {2}.*operation-errors 3, /),
        expect.stringMatching(/^ +\d+ {2}in all$/),
      ]),
    );
  });
});

test('a contract with nothing to mend passes', async () => {
  await withSampleRepository(async ({ root, write }) => {
    await write('openapi.json', {
      openapi: '3.1.0',
      info: { title: 'Rooms', version: '1.0.0' },
      servers: [{ url: 'https://example.com' }],
      security: [],
      paths: {},
    });
    expect(await runScript('lint.ts', '--root', root)).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Nothing to mend in .*openapi\.json\n$/),
      stderr: '',
    });
  });
});

test('a document that cannot be read is told of', async () => {
  await expect(redoclyFindings('there-is-none.json')).rejects.toThrow(
    'redocly lint did not come to a result',
  );
});

test('its use is explained', async () => {
  expect(await runScript('lint.ts', '--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await runScript('lint.ts', '--fix')).toMatchObject({ code: 2, stdout: '' });
});
