import { mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { contractPaths } from '../contracts/paths.ts';
import { patchContract } from '../patch/index.ts';
import { withSampleRepository } from '../testing/sample-repository.ts';
import { redoclyFindings } from './redocly.ts';

test('findings are printed under the overlay to change', async () => {
  await withSampleRepository(async ({ root }) => {
    await patchContract(root);
    const { code, stdout, stderr } = await runScript('lint', '--root', root);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [file, ...lines] = stderr.split('\n');
    expect(file).toMatch(/overlays\/document\.overlay\.yaml$/);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ {2}#\/paths\/~1spaces\/get\/summary: .* \(operation-summary\)$/),
        '  #/paths/~1spaces/get: has no response for 429 (operation-errors)',
        expect.stringMatching(/^ +\d+ {2}.*document\.overlay\.yaml {2}.*operation-errors 3, /),
        expect.stringMatching(/^ +\d+ {2}in total$/),
      ]),
    );
  });
});

test('a contract without findings passes', async () => {
  await withSampleRepository(async ({ root, write }) => {
    await write('openapi.json', {
      openapi: '3.1.0',
      info: { title: 'Rooms', version: '1.0.0' },
      servers: [{ url: 'https://example.com' }],
      security: [],
      paths: {},
    });
    expect(await runScript('lint', '--root', root)).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^No findings in .*openapi\.json\n$/),
      stderr: '',
    });
  });
});

const SPACES = `overlay: 1.1.0
info: { title: Spaces, version: 1.0.0 }
actions:
  - target: $.paths['/spaces'].get.responses
    update:
      '200':
        description: The spaces.
        content:
          application/json:
            schema:
              type: array
              items:
                $ref: '#/components/schemas/Space'
  - target: $
    update:
      components:
        schemas:
          Space:
            type: object
            required:
              - id
              - uid
              - color
            properties:
              id: { type: integer }
              uid: { type: string }
              color: { type: string }
              locked:
                type: boolean
`;

test('a contradiction of a recording is printed with the line and the recording', async () => {
  await withSampleRepository(async ({ root, write }) => {
    await write('overlays/spaces.overlay.yaml', SPACES);
    await patchContract(root);
    await mkdir(contractPaths(root).evidence);
    const recording = {
      operationId: 'listSpaces',
      recorded: '2026-11',
      by: 'a tester',
      places: {
        $: { array: 1 },
        '$[]': { object: 3 },
        '$[].id': { integer: 3 },
        '$[].uid': { string: 2, absent: 1 },
        '$[].locked': { boolean: 2, null: 1 },
        '$[].title': { string: 3 },
        '$[].color': { object: 3 },
      },
    };
    const shapes = { format: 'kaiten-shapes/1', recordings: [recording] };
    await write('evidence/listSpaces.json', shapes);
    const { code, stderr } = await runScript('lint', '--root', root);
    expect(code).toBe(1);
    const space = '#/components/schemas/Space';
    const cited = String.raw`\(\S*evidence/listSpaces\.json, 2026-11, a tester: \$\[\]\.`;
    for (const [line, text, place, rule] of [
      [
        lineOf('- uid'),
        '/required: requires uid, which 1 of 3 recorded objects lack',
        'uid',
        'required',
      ],
      [
        lineOf('locked:'),
        '/properties/locked: rejects null, which was recorded \\(1\\)',
        'locked',
        'null',
      ],
      [
        lineOf('color: {'),
        '/properties/color: accepts string, but object was recorded \\(3\\)',
        'color',
        'kind',
      ],
      [lineOf('Space:'), ': does not describe title', 'title', 'undescribed'],
    ]) {
      expect(stderr).toMatch(
        new RegExp(`  line ${line}, ${space}${text} ${cited}${place}\\) \\(evidence-${rule}\\)`),
      );
    }
    const before = stderr.slice(0, stderr.indexOf('evidence-required'));
    expect(before.match(/^\S+overlay\.yaml$/gm)?.at(-1)).toMatch(/spaces\.overlay\.yaml$/);
  });
});

function lineOf(text: string): number {
  return SPACES.split('\n').findIndex((line) => line.trim().startsWith(text)) + 1;
}

test('evidence that cannot be used is an error', async () => {
  await withSampleRepository(async ({ root, write }) => {
    await patchContract(root);
    await mkdir(contractPaths(root).evidence);
    await write('evidence/listSpaces.json', { format: 'kaiten-shapes/1', recordings: [{}] });
    const { code, stderr } = await runScript('lint', '--root', root);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The evidence cannot be used\n.*listSpaces\.json #\/recordings\/0/);
  });
});

test('redocly finds operations without one tag and without a successful response', async () => {
  await withSampleRepository(async ({ root, write }) => {
    const responses = { '200': { description: 'OK' }, '404': { description: 'No.' } };
    await write('openapi.json', {
      openapi: '3.1.0',
      info: { title: 'Rooms', version: '1.0.0' },
      paths: {
        '/none': { get: { responses } },
        '/empty': { get: { tags: [], responses } },
        '/two': { get: { tags: ['a', 'b'], responses } },
        '/failing': { get: { tags: ['a'], responses: { '404': { description: 'No.' } } } },
      },
    });
    const findings = await redoclyFindings(contractPaths(root).contract);
    expect(findings).toEqual(
      expect.arrayContaining(
        [
          ['operation-tag-defined', '/paths/~1none/get'],
          ['rule/operation-has-tag', '/paths/~1empty/get/tags'],
          ['operation-singular-tag', '/paths/~1two/get/tags'],
          ['operation-2xx-response', '/paths/~1failing/get/responses'],
        ].map(([rule, pointer]) => expect.objectContaining({ rule, pointer })),
      ),
    );
  });
});

test('a document that cannot be read is an error', async () => {
  await expect(redoclyFindings('there-is-none.json')).rejects.toThrow(
    'redocly lint returned no report',
  );
});

test('--help prints the usage, and an unknown option is an error', async () => {
  expect(await runScript('lint', '--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await runScript('lint', '--fix')).toMatchObject({ code: 2, stdout: '' });
});
