import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ImportFolder {
  readonly path: string;
  /** Writes a file; what is no text is written as JSON. */
  write(file: string, content: unknown): Promise<void>;
  remove(): Promise<void>;
}

/** A folder with these files, for one test. */
export async function importFolder(files: Record<string, unknown>): Promise<ImportFolder> {
  const path = await mkdtemp(join(tmpdir(), 'import-'));
  const write = async (file: string, content: unknown) => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(
      join(path, file),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  return { path, write, remove: () => rm(path, { recursive: true }) };
}

/** An import that has one of everything and nothing wrong. */
export function goodImport(): Record<string, unknown> {
  const entities = Object.keys(RECORDS);
  return {
    'meta-data.json': {
      entities,
      entities_paths_map: Object.fromEntries(entities.map((name) => [name, `${name}.json`])),
    },
    ...Object.fromEntries(Object.entries(RECORDS).map(([name, rows]) => [`${name}.json`, rows])),
    'files/plan.pdf': 'a plan',
    'documents/guide.md': '# Guide',
    'documents/map.png': 'a map',
  };
}

const EXTERNAL = { external: true, external_type: 'gdrive', external_url: 'https://example.com' };

const RECORDS: Record<string, unknown> = {
  users: [
    { id: 1, email: 'ada@example.com', full_name: 'Ada Example' },
    { id: 2, email: 'ада@пример.рф' },
  ],
  spaces: [{ id: 's', title: 'Space', parent_entity_id: 'f', sort_order: 1, key: 'SPC' }],
  folders: [{ id: 'f', title: 'Folder', parent_entity_id: null }],
  documents: [
    {
      id: 'd',
      title: 'Guide',
      parent_entity_id: 's',
      path: 'documents/guide.md',
      type: 'markdown',
    },
  ],
  document_files: [{ id: 'df', document_id: 'd', path: 'documents/map.png', name: 'Map' }],
  boards: [{ id: 10, title: 'Board', author_id: '1', space_id: 's' }],
  columns: [
    { id: 'todo', title: 'To do', board_id: 10, type: 1, sort_order: 1 },
    { id: 'done', title: 'Done', board_id: 10, type: 3, sort_order: 2 },
  ],
  columns_mapping: { old: 4711 },
  custom_fields: [
    { id: 'size', type: 'select', name: 'Size', options: [{ id: 1, value: 'S', color: 17 }] },
    { id: 'mood', type: 'vote', name: 'Mood', data: { count: 3, emoji: '🙂' } },
    { id: 'part', type: 'catalog', name: 'Part', catalog_fields: [{ id: 1, name: 'Number' }] },
  ],
  properties_mapping: { price: 815 },
  cards: [
    {
      id: 'c1',
      column_id: 'todo',
      title: 'First',
      member_ids: [1],
      owner_id: 1,
      child_card_ids: ['c2'],
      due_date: { value: '2026-12-01', time_present: false },
      checklists: [{ name: 'List', items: [{ text: 'Line', checked: true, checked_by: '1' }] }],
      properties: [
        { id: 'size', value: [1] },
        { id: 'price', value: 99.5 },
        { id: 'part', value: [{ catalog_field_id: 1, item: 'A-7' }] },
      ],
      history: [{ type: 'moved', created: '2026-10-01', new_value: { a: 1 }, old_value: {} }],
      tags: [{ name: 'urgent' }],
    },
    { id: 'c2', column_id: 'old', title: 'Second', planned_predecessors: [{ id: 'c1' }] },
  ],
  card_timers: [
    { id: 1, author_id: 1, card_id: 'c1', started_at: '2026-10-01', finished_at: '2026-10-02' },
  ],
  comments: [
    { id: 1, card_id: 'c1', text: 'Hello', author_id: 1, type: 'html' },
    { id: 2, card_id: 'c1', text: 'Hello yourself', parent_id: 1 },
  ],
  files: [
    { id: 'p', card_id: 'c1', name: 'plan.pdf', path: 'files/plan.pdf', size: 6 },
    { id: 'x', card_id: 'c2', name: 'Sheet', ...EXTERNAL },
  ],
};
