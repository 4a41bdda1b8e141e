import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runScript } from '../cli/run-script.ts';
import { contractPaths } from '../contracts/paths.ts';
import { patchContract } from '../patch/index.ts';
import { withSampleRepository } from '../testing/sample-repository.ts';

interface Place {
  readonly root: string;
  /** Writes files to add, and returns their folder. */
  sent(files: Readonly<Record<string, unknown>>): Promise<string>;
  add(...args: string[]): ReturnType<typeof runScript>;
  /** The files of the evidence, by name. */
  evidence(): Promise<Record<string, string>>;
}

async function withEvidence(use: (place: Place) => Promise<void>): Promise<void> {
  await withSampleRepository(async ({ root }) => {
    await patchContract(root);
    const folder = contractPaths(root).evidence;
    await mkdir(folder);
    let count = 0;
    await use({
      root,
      async sent(files) {
        count += 1;
        const place = join(root, `sent-${count}`);
        await mkdir(place);
        for (const [name, content] of Object.entries(files)) {
          const text = typeof content === 'string' ? content : JSON.stringify(content);
          await writeFile(join(place, name), text);
        }
        return place;
      },
      add: (...args) => runScript('evidence', '--root', root, ...args),
      async evidence() {
        const names = (await readdir(folder)).sort();
        const texts = names.map((name) => readFile(join(folder, name), 'utf8'));
        return Object.fromEntries((await Promise.all(texts)).map((text, at) => [names[at], text]));
      },
    });
  });
}

const LABELS = ['--recorded', '2026-11-30', '--by', 'a tester'];
const SPACES = [
  { id: 7, title: 'secret' },
  { id: 8, title: null, 'me@example.com': 'secret' },
];

test('bodies are added as shapes, once, without a value', async () => {
  await withEvidence(async ({ add, evidence, sent }) => {
    const folder = await sent({ 'listSpaces.json': SPACES, 'listSpaces.2.json': [] });
    const first = await add('--from', folder, ...LABELS);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/listSpaces\.json written\n1 recording read, 1 file changed\n$/);
    const files = await evidence();
    expect(JSON.parse(files['listSpaces.json'] ?? '')).toEqual({
      format: 'kaiten-shapes/1',
      recordings: [
        {
          operationId: 'listSpaces',
          recorded: '2026-11-30',
          by: 'a tester',
          places: {
            $: { array: 2 },
            '$[]': { object: 2 },
            '$[].*': { string: 1 },
            '$[].id': { integer: 2 },
            '$[].title': { string: 1, null: 1 },
          },
        },
      ],
    });
    expect(files['listSpaces.json']).not.toMatch(/secret|example/);
    const second = await add('--from', folder, ...LABELS);
    expect(second.stdout).toBe('1 recording read, 0 files changed\n');
    expect(await evidence()).toEqual(files);
  });
});

test('shapes are added with their own labels, several paths at once', async () => {
  await withEvidence(async ({ add, evidence, sent }) => {
    const recording = (operationId: string) => ({
      operationId,
      recorded: '2025',
      by: 'somebody',
      variant: 'version=2',
      places: { $: { object: 1 } },
    });
    const shapes = (operationId: string) => ({
      format: 'kaiten-shapes/1',
      recordings: [recording(operationId)],
    });
    const one = join(await sent({ 'a.json': shapes('listSpaces') }), 'a.json');
    const other = join(await sent({ 'b.json': shapes('createSpace') }), 'b.json');
    expect(await add('--from', one, other)).toMatchObject({ code: 0, stderr: '' });
    const files = await evidence();
    expect(Object.keys(files)).toEqual(['createSpace.json', 'listSpaces.json']);
    expect(JSON.parse(files['createSpace.json'] ?? '').recordings).toEqual([
      recording('createSpace'),
    ]);
  });
});

test('tapes are added as the recorder makes shapes of them, by variant', async () => {
  await withEvidence(async ({ add, evidence, sent }) => {
    const exchange = (body: unknown, more: object = {}, query = '') => ({
      operationId: 'listSpaces',
      request: { method: 'GET', path: '/api/latest/spaces', query },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { text: JSON.stringify(body) },
      },
      ...more,
    });
    const tape = {
      format: 'kaiten-tape/1',
      recorded: '2026-11-30',
      exchanges: [
        exchange([{ id: 1 }]),
        exchange([{ id: 2, title: 'secret' }]),
        exchange({ result: [] }, {}, 'version=2'),
        exchange([{ ignored: 1 }], { operationId: undefined }),
        exchange(
          { message: 'secret' },
          {
            response: {
              status: 403,
              headers: { 'content-type': 'application/json' },
              body: { text: '{}' },
            },
          },
        ),
      ],
    };
    const folder = await sent({ 'spaces.tape.json': tape });
    expect(await add('--from', folder, '--by', 'me')).toMatchObject({ code: 0, stderr: '' });
    const text = (await evidence())['listSpaces.json'] ?? '';
    expect(text).not.toMatch(/secret|ignored/);
    expect(JSON.parse(text).recordings).toMatchObject([
      {
        recorded: '2026-11-30',
        by: 'me',
        places: {
          $: { array: 2 },
          '$[]': { object: 2 },
          '$[].id': { integer: 2 },
          '$[].title': { string: 1, absent: 1 },
        },
      },
      { variant: 'version=2', places: { $: { object: 1 }, '$.result': { array: 1 } } },
    ]);
  });
});

test('what cannot be used is reported without its content, and changes nothing', async () => {
  await withEvidence(async ({ add, evidence, sent }) => {
    await add('--from', await sent({ 'listSpaces.json': SPACES }), ...LABELS);
    const before = await evidence();
    const folder = await sent({
      'createSpace.json': { id: 1 },
      'getRoom.json': { name: 'secret' },
      'listSpaces.3.json': '{"secret',
      'shapes.json': { format: 'kaiten-shapes/1', recordings: [{ operationId: 'getRoom' }] },
    });
    const { code, stdout, stderr } = await add('--from', folder, ...LABELS);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /getRoom\.json: is neither shapes nor a tape, and is not named by an operation/,
    );
    expect(stderr).toMatch(/listSpaces\.3\.json: is not JSON/);
    expect(stderr).toMatch(
      /shapes\.json #\/recordings\/0\/operationId: "getRoom" is not an operat/,
    );
    expect(stderr).not.toContain('secret');
    expect(await evidence()).toEqual(before);
  });
});

test('errors name the file and the exchange of a tape', async () => {
  await withEvidence(async ({ add, sent }) => {
    const exchange = (request: object, response: object) => ({
      operationId: 'listSpaces',
      request: { method: 'GET', path: '/api/latest/spaces', ...request },
      response: { status: 200, headers: { 'content-type': 'application/json' }, ...response },
    });
    const tape = (more: object) => ({ format: 'kaiten-tape/1', recorded: '2026-11', ...more });
    const folder = await sent({
      'exchanges.json': tape({
        exchanges: [
          exchange({}, { headers: { 'bad header': 'x' } }),
          exchange({ path: '@evil:99999/x' }, {}),
          exchange({}, { body: { text: '['.repeat(5_000) + ']'.repeat(5_000) } }),
          exchange({}, { body: { text: '{"a":' } }),
          exchange({}, { status: 99 }),
          1,
        ],
      }),
      'date.json': tape({ recorded: 'yesterday', exchanges: [] }),
      'none.json': tape({}),
    });
    const { code, stderr } = await add('--from', folder, '--by', 'a tester');
    expect(code).toBe(1);
    for (const line of [
      'date.json #/recorded: is not a date',
      'exchanges.json #/exchanges/0/response: has headers or a body that HTTP does not allow',
      'exchanges.json #/exchanges/1/request/path: must be a path that starts with /',
      'exchanges.json #/exchanges/2/response/body: is nested more than 200 levels deep at $[][]',
      'exchanges.json #/exchanges/3: ',
      'exchanges.json #/exchanges/4/response/status: must be an integer from 200 to 599',
      'exchanges.json #/exchanges/5: is not an exchange',
      'none.json #/exchanges: must be an array',
    ]) {
      expect(stderr).toContain(line);
    }
  });
});

test('responses that are nested too deep are rejected with the file and the place', async () => {
  await withEvidence(async ({ add, evidence, sent }) => {
    const deep = '{"a":'.repeat(5_000) + 1 + '}'.repeat(5_000);
    const folder = await sent({ 'listSpaces.json': deep });
    const { code, stderr } = await add('--from', folder, ...LABELS);
    expect(code).toBe(1);
    expect(stderr).toMatch(/listSpaces\.json: is nested more than 200 levels deep at \$\.a\.a/);
    expect(await evidence()).toEqual({});
  });
});

test('bodies need a date and a name', async () => {
  await withEvidence(async ({ add, evidence, sent }) => {
    const folder = await sent({ 'listSpaces.json': SPACES });
    const run = await add('--from', folder);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('does not say when it was recorded and by whom');
    expect(await evidence()).toEqual({});
  });
});

test('--help prints the usage, and wrong options are errors', async () => {
  expect(await runScript('evidence', '--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await runScript('evidence')).toMatchObject({ code: 2, stdout: '' });
  const run = await runScript('evidence', '--from', 'x', '--recorded', 'yesterday');
  expect(run.stderr).toMatch(/^--recorded must be 2026, 2026-11 or 2026-11-30, not yesterday\./);
  const future = await runScript('evidence', '--from', 'x', '--recorded', '9999');
  expect(future.stderr).toMatch(/^--recorded must not be in the future, and 9999 is\./);
});
