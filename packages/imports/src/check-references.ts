import {
  filesOf,
  type ImportContent,
  type ImportProblem,
  idOf,
  isId,
  valuesAt,
} from './content.js';
import type { ImportEntity, RecordEntity } from './entities.js';

interface Reference {
  readonly from: RecordEntity;
  /** Path of the ids; `[]` means every item of an array. */
  readonly field: string;
  /** The entities that can contain the id. The keys of a mapping count as ids. */
  readonly to: readonly ImportEntity[];
}

const PROPERTY = ['custom_fields', 'properties_mapping'] as const;
const TREE = ['folders', 'spaces', 'documents'] as const;

/** Every property that contains the id of another record. */
const REFERENCES: readonly Reference[] = [
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

/** Ids that match no record and no key of a mapping. */
export function referenceProblems(content: ImportContent): ImportProblem[] {
  const known = new Map<ImportEntity, ReadonlySet<string>>();
  const idsIn = (entity: ImportEntity): ReadonlySet<string> => {
    const ids = known.get(entity) ?? idsOf(content, entity);
    known.set(entity, ids);
    return ids;
  };
  return REFERENCES.flatMap(({ from, field, to }) => {
    const targets = to.filter((entity) => filesOf(content, entity).length > 0);
    const areKnown = targets.every((entity) =>
      filesOf(content, entity).every((file) => file.content !== undefined),
    );
    if (!areKnown) return [];
    return filesOf(content, from).flatMap((source) => {
      const uses = [...usesOf(source.content, field)];
      if (uses.length === 0) return [];
      if (targets.length === 0) {
        const problem = `refers to ${either(to)}, but the import has no such file`;
        return [{ file: source.file, field: field.replaceAll('[]', ''), problem }];
      }
      return uses
        .filter(({ id }) => !targets.some((entity) => idsIn(entity).has(id)))
        .map((use) => ({
          file: source.file,
          record: use.record,
          field: use.field,
          problem: `refers to ${use.id}, which does not exist in ${either(targets)}`,
        }));
    });
  });
}

interface Use {
  readonly record: number;
  readonly field: string;
  readonly id: string;
}

function* usesOf(records: unknown, place: string): Generator<Use> {
  if (!Array.isArray(records)) return;
  for (const [index, record] of records.entries()) {
    for (const { field, value } of valuesAt(record, place)) {
      if (isId(value)) yield { record: index + 1, field, id: String(value) };
    }
  }
}

/** The same id can be text in one file and a number in another: the keys of a mapping are text. */
function idsOf(content: ImportContent, entity: ImportEntity): ReadonlySet<string> {
  return new Set(
    filesOf(content, entity).flatMap(({ content: records }) =>
      Array.isArray(records)
        ? records.flatMap((record) => idOf(record) ?? [])
        : Object.keys(Object(records ?? {})),
    ),
  );
}

function either(entities: readonly string[]): string {
  return entities.join(' or ');
}
