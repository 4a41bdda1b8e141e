import type { ImportEntity } from '../entities.js';
import type { ImportProblem } from '../problem.js';
import type { ImportContent } from './content.js';
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
    const source = content[from];
    const targets = to.filter((entity) => content[entity]);
    const uses = [...usesOf(source?.content, field)];
    const areKnown = targets.every((entity) => content[entity]?.content !== undefined);
    if (!source || uses.length === 0 || !areKnown) return [];
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
  const records = content[entity]?.content;
  if (!Array.isArray(records)) return new Set(Object.keys(Object(records ?? {})));
  return new Set(records.flatMap((record) => idOf(record) ?? []));
}

function either(entities: readonly string[]): string {
  return entities.join(' or ');
}
