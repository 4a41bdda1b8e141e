import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { formatImportProblem, IMPORT_ENTITIES } from '../src/index.js';
import { checkImport, ImportFolderError } from '../src/node.js';
import { goodImport, type ImportFolder, importFolder } from './folder.js';

let folder: ImportFolder | undefined;
afterEach(async () => {
  await folder?.remove();
  folder = undefined;
});

async function problemsWith(changes: Record<string, unknown>, maxBytes?: number) {
  folder = await importFolder({ ...goodImport(), ...changes });
  const problems = await checkImport(folder.path, maxBytes === undefined ? {} : { maxBytes });
  return problems.map(formatImportProblem);
}

test('a valid import with every entity has no problems', async () => {
  expect(Object.keys(goodImport()).filter((name) => name.endsWith('.json'))).toHaveLength(
    IMPORT_ENTITIES.length + 1,
  );
  expect(await problemsWith({})).toEqual([]);
});

describe('meta-data.json', () => {
  test('must exist', async () => {
    folder = await importFolder({ 'cards.json': [] });
    expect(await checkImport(folder.path)).toEqual([
      { file: 'meta-data.json', problem: expect.stringContaining('does not exist') },
    ]);
  });

  test.each([
    ['{', 'meta-data.json: is not JSON: '],
    ['[]', 'meta-data.json: must be an object, is an array'],
    ['{"entities":[]}', 'meta-data.json, entities_paths_map: is missing'],
    [
      '{"entities":["card"],"entities_paths_map":{}}',
      'meta-data.json, entities[0]: must be one of',
    ],
    [
      '{"entities":[],"entities_paths_map":{"cards":"cards.json"}}',
      'meta-data.json, entities_paths_map.cards: is not listed in entities',
    ],
    [
      '{"entities":["cards"],"entities_paths_map":{}}',
      'meta-data.json, entities_paths_map.cards: is missing, but entities contains it',
    ],
    [
      '{"entities":["cards"],"entities_paths_map":{"cards":"../cards.json"}}',
      'meta-data.json, entities_paths_map.cards: is outside the import folder',
    ],
    ['{"entities":["cards"],"entities_paths_map":{"cards":"no.json"}}', 'no.json: does not exist'],
    [
      '{"entities":[],"entities_paths_map":{"cats":"cats.json"}}',
      'meta-data.json, entities_paths_map.cats: ',
    ],
    [
      '{"entities":["cards"],"entities_paths_map":{"cards":[]}}',
      'meta-data.json, entities_paths_map.cards: must be a path or an array of paths',
    ],
    [
      '{"entities":["cards"],"entities_paths_map":{"cards":["cards.json","../cards.json"]}}',
      'meta-data.json, entities_paths_map.cards: is outside the import folder',
    ],
  ])('%s', async (text, problem) => {
    const problems = await problemsWith({ 'meta-data.json': text });
    expect(problems.filter((line) => line.startsWith(problem))).toHaveLength(1);
  });
});

describe('records', () => {
  const card = { id: 'c3', column_id: 'todo', title: 'Third' };
  test.each([
    [[{ ...card, title: undefined }], 'cards.json, record 1, title: is missing'],
    [[{ ...card, title: 7 }], 'cards.json, record 1, title: must be text, is a number'],
    [[card, { ...card, id: null }], 'cards.json, record 2, id: must be text or a number'],
    [[card, card], 'cards.json, record 2, id: is also the id of record 1'],
    [[{ ...card, titel: '' }], 'cards.json, record 1, titel: is not a known property'],
    [
      [{ ...card, checklists: [{ name: 'L', items: [{}] }] }],
      'cards.json, record 1, checklists[0].items[0].text: is missing',
    ],
    [
      [{ ...card, due_date: '2026-12-01' }],
      'cards.json, record 1, due_date: must be an object, is text',
    ],
    [
      [{ ...card, description_type: 'text' }],
      'cards.json, record 1, description_type: must be html or markdown',
    ],
    [['c1'], 'cards.json, record 1: must be an object, is text'],
    [{ c1: card }, 'cards.json: must be an array of records'],
    ['[{]', 'cards.json: is not JSON: '],
    [
      [{ ...card, title: 'x'.repeat(1025) }],
      'cards.json, record 1, title: must be string to have <=1024 characters',
    ],
    [
      [{ ...card, tags: [{ name: 'x'.repeat(129) }] }],
      'cards.json, record 1, tags[0].name: must be ',
    ],
  ])('cards %j', async (cards, problem) => {
    const problems = await problemsWith({ 'cards.json': cards });
    expect(problems.filter((line) => line.startsWith(problem))).toHaveLength(1);
  });

  test.each([
    ['users', [{ id: 1, email: 'ada' }], 'users.json, record 1, email: must be an email address'],
    ['columns_mapping', { old: '4711' }, 'columns_mapping.json, old: must be a number, is text'],
    ['columns_mapping', [], 'columns_mapping.json: must be an object, is an array'],
    [
      'columns',
      [{ id: 1, title: '', board_id: 10, type: 4 }],
      'columns.json, record 1, type: must be 1',
    ],
    ['spaces', [{ id: 's', title: '', sort_order: 0 }], 'spaces.json, record 1, sort_order: '],
    ['files', [{ id: 'p', card_id: 1, name: '' }], 'files.json, record 1, card_id: must be text'],
    [
      'custom_fields',
      [{ id: 1, type: 'select', name: '', options: [{ id: 1, value: '', color: 18 }] }],
      'custom_fields.json, record 1, options[0].color: must be a number from 1 to 17',
    ],
    [
      'files',
      [{ id: 'p', card_id: 'c1', name: '', external: true, external_type: 'dropbox' }],
      'files.json, record 1, external_url: is missing, but required because external is true',
    ],
    [
      'files',
      [{ id: 'p', card_id: 'c1', name: '', external_type: 'floppy' }],
      'files.json, record 1, external_type: must be gdrive or dropbox',
    ],
    [
      'custom_fields',
      [{ id: 1, type: 'vote', name: '', data: { count: 1 } }],
      'custom_fields.json, record 1, data: must have only count and emoji, or only emojis',
    ],
  ])('%s %j', async (entity, content, problem) => {
    const problems = await problemsWith({ [`${entity}.json`]: content });
    expect(problems.filter((line) => line.startsWith(problem))).toHaveLength(1);
  });
});

describe('optional properties', () => {
  test('include the name and items of a checklist, and the values of an event', async () => {
    const history = [{ type: 'card_move', created: '2026-10-01' }];
    const card = { id: 'c3', column_id: 'todo', title: 'Third', checklists: [{}], history };
    const cards = [...(goodImport()['cards.json'] as unknown[]), card];
    expect(await problemsWith({ 'cards.json': cards })).toEqual([]);
  });
});

describe('an entity in several files', () => {
  const [first, second] = goodImport()['cards.json'] as [object, object];
  const metaData = (cards: unknown) => {
    const { entities, entities_paths_map: paths } = goodImport()['meta-data.json'] as {
      entities: string[];
      entities_paths_map: object;
    };
    return { entities, entities_paths_map: { ...paths, cards } };
  };

  test('is checked like a single file', async () => {
    const problems = await problemsWith({
      'meta-data.json': metaData(['cards.json', 'more/cards.json']),
      'cards.json': [first],
      'more/cards.json': [second],
    });
    expect(problems).toEqual([]);
  });

  test('has unique ids', async () => {
    const problems = await problemsWith({
      'meta-data.json': metaData(['cards.json', 'more/cards.json']),
      'cards.json': [first, second],
      'more/cards.json': [second],
    });
    expect(problems).toEqual([
      'more/cards.json, record 1, id: is also the id of record 2 of cards.json',
    ]);
  });

  test('is not checked for references if a file is missing', async () => {
    const problems = await problemsWith({
      'meta-data.json': metaData(['cards.json', 'gone.json']),
    });
    expect(problems).toEqual([expect.stringMatching(/^gone\.json: /)]);
  });
});

describe('references', () => {
  test('match a record or a key of a mapping, whether text or number', async () => {
    const cards = [
      { id: 1, column_id: 'old', title: 'First', blocks_card_ids: ['1', '2'] },
      { id: 2, column_id: 'gone', title: 'Second', properties: [{ id: 'colour', value: 'red' }] },
    ];
    const others = {
      'card_timers.json': [],
      'comments.json': [],
      'files.json': [],
      'files/plan.pdf': '',
    };
    const problems = await problemsWith({ ...others, 'cards.json': cards });
    expect(problems.filter((line) => line.startsWith('cards'))).toEqual([
      'cards.json, record 2, column_id: refers to gone, which does not exist in columns or columns_mapping',
      'cards.json, record 2, properties[0].id: refers to colour, which does not exist in custom_fields or properties_mapping',
    ]);
  });

  test('to an entity without files are reported once per property', async () => {
    const comments = [1, 2, 3].map((id) => ({ id, card_id: 'c1', text: 'Hello' }));
    folder = await importFolder({
      'meta-data.json': {
        entities: ['comments'],
        entities_paths_map: { comments: 'c/comments.json' },
      },
      'c/comments.json': comments,
    });
    expect(await checkImport(folder.path)).toEqual([
      {
        file: 'c/comments.json',
        field: 'card_id',
        problem: 'refers to cards, but the import has no such file',
      },
    ]);
  });

  test('to a file that cannot be read are not reported', async () => {
    expect(await problemsWith({ 'users.json': 'no JSON' })).toEqual([
      expect.stringMatching(/^users\.json: is not JSON/),
    ]);
  });
});

describe('other files', () => {
  test('that records refer to must exist', async () => {
    const files = [{ id: 'p', card_id: 'c1', name: 'plan.pdf', path: 'files/other.pdf' }];
    expect(await problemsWith({ 'files.json': files })).toEqual([
      'files.json, record 1, path: refers to files/other.pdf, which does not exist in the import folder',
      'files/plan.pdf: does not belong to the import: neither meta-data.json nor a record refers to it',
    ]);
  });

  test('that nothing refers to are reported', async () => {
    expect(await problemsWith({ 'notes/todo.txt': 'x', 'card.json': [] })).toEqual([
      'card.json: does not belong to the import: neither meta-data.json nor a record refers to it',
      'notes/todo.txt: does not belong to the import: neither meta-data.json nor a record refers to it',
    ]);
  });

  test('that are too large are reported and not read', async () => {
    const problems = await problemsWith({ 'columns_mapping.json': ' '.repeat(5000) }, 4000);
    expect(problems).toEqual([
      'columns_mapping.json: is too large: 5000 bytes, the limit is 4000. Split the file or raise the limit',
    ]);
  });
});

test('throws if the folder does not exist', async () => {
  await expect(checkImport('/no/such/folder')).rejects.toThrow(ImportFolderError);
});

describe('the command', () => {
  const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [CLI, ...args]).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );

  test('reports that there are no problems', async () => {
    folder = await importFolder(goodImport());
    expect(await run(folder.path)).toEqual({ code: 0, stdout: 'No problems found.\n', stderr: '' });
  });

  test('prints the file, record, property and problem', async () => {
    folder = await importFolder({ ...goodImport(), 'comments.json': [{ id: 1, card_id: 'c1' }] });
    expect(await run(folder.path)).toEqual({
      code: 1,
      stdout: 'comments.json, record 1, text: is missing\n\n1 problem found.\n',
      stderr: '',
    });
  });

  test.each([
    [[]],
    [['a', 'b']],
    [['--nope']],
    [['.', '--max-bytes', 'many']],
    [['/no/such/folder']],
  ])('prints its usage or the error for the arguments %j', async (args) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/Usage:|is not a folder/);
  });
});
