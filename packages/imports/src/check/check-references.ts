import type { ImportEntity } from '../entities.js';
import type { ImportProblem } from '../problem.js';
import { filesOf, type ImportContent } from './content.js';
import { idOf, isId } from './ids.js';
import { REFERENCES } from './references.js';
import { valuesAt } from './values-at.js';

/** Ids that lead nowhere. */
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
        const problem = `leads to ${either(to)}, and the import has no such file`;
        return [{ file: source.file, field: field.replaceAll('[]', ''), problem }];
      }
      return uses
        .filter(({ id }) => !targets.some((entity) => idsIn(entity).has(id)))
        .map((use) => ({
          file: source.file,
          record: use.record,
          field: use.field,
          problem: `there is no ${use.id} in ${either(targets)}`,
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

/** The same id may be text in one file and a number in another: a mapping has only text. */
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
