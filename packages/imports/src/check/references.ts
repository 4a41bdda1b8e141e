import type { ImportEntity, RecordEntity } from '../entities.js';

interface Reference {
  readonly from: RecordEntity;
  /** Where the ids are; `[]` stands for every entry of a list. */
  readonly field: string;
  /** The files that may have the thing: the keys of a mapping are ids too. */
  readonly to: readonly ImportEntity[];
}

const PROPERTY = ['custom_fields', 'properties_mapping'] as const;
const TREE = ['folders', 'spaces', 'documents'] as const;

/** Every field that names a thing in another record. */
export const REFERENCES: readonly Reference[] = [
  { from: 'boards', field: 'author_id', to: ['users'] },
  { from: 'boards', field: 'space_id', to: ['spaces'] },
  { from: 'columns', field: 'board_id', to: ['boards'] },
  { from: 'cards', field: 'column_id', to: ['columns', 'columns_mapping'] },
  ...['blocked_by', 'blocks', 'related', 'child', 'parent'].map(
    (kind) => ({ from: 'cards', field: `${kind}_card_ids[]`, to: ['cards'] }) as const,
  ),
  { from: 'cards', field: 'checklists[].items[].checked_by', to: ['users'] },
  { from: 'cards', field: 'checklists[].items[].created_by', to: ['users'] },
  { from: 'cards', field: 'checklists[].items[].responsible_id', to: ['users'] },
  { from: 'cards', field: 'history[].author_id', to: ['users'] },
  { from: 'cards', field: 'member_ids[]', to: ['users'] },
  { from: 'cards', field: 'owner_id', to: ['users'] },
  { from: 'cards', field: 'responsible_id', to: ['users'] },
  { from: 'cards', field: 'planned_predecessors[].id', to: ['cards'] },
  { from: 'cards', field: 'properties[].id', to: PROPERTY },
  { from: 'card_timers', field: 'author_id', to: ['users'] },
  { from: 'card_timers', field: 'card_id', to: ['cards'] },
  { from: 'comments', field: 'card_id', to: ['cards'] },
  { from: 'comments', field: 'author_id', to: ['users'] },
  { from: 'comments', field: 'parent_id', to: ['comments'] },
  { from: 'files', field: 'card_id', to: ['cards'] },
  { from: 'files', field: 'author_id', to: ['users'] },
  { from: 'files', field: 'custom_field_id', to: PROPERTY },
  { from: 'spaces', field: 'parent_entity_id', to: TREE },
  { from: 'folders', field: 'parent_entity_id', to: TREE },
  { from: 'documents', field: 'parent_entity_id', to: TREE },
  { from: 'document_files', field: 'document_id', to: ['documents'] },
];
