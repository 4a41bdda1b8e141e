import { PipelineError } from '../cli/problem.ts';
import type { Json } from '../openapi/json.ts';
import { schemaNameAt } from '../openapi/walk.ts';
import { type Change, graver, type Level } from './change.ts';
import type { FoundDifference } from './compare-documents.ts';
import type { Verdict } from './engine.ts';
import { nameIn } from './label.ts';
import { type Policy, type PolicyRow, rowFor } from './policy.ts';

/**
 * Says what differences mean, by the policy.
 *
 * @throws `PipelineError` where an override fits no change.
 */
export function rate(
  differences: readonly FoundDifference[],
  verdicts: ReadonlyMap<unknown, readonly Verdict[]>,
  policy: Policy,
): Change[] {
  const changes = differences.map((difference) =>
    changeOf(difference, verdicts.get(difference) ?? [], policy),
  );
  const stale = policy.overrides.filter(({ id }) => !changes.some((change) => change.id === id));
  if (stale.length > 0) {
    throw new PipelineError(
      'Overrides fit no change',
      stale.map(({ id }) => ({
        file: policy.file,
        message: `no change has the id ${id}`,
        hint: 'Drop the override, or take the id from the diff in its JSON format.',
      })),
    );
  }
  return changes;
}

interface Rating {
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly why: string;
  readonly migrate: string | undefined;
  readonly code: PolicyRow['code'];
}

function changeOf(
  difference: FoundDifference,
  verdicts: readonly Verdict[],
  policy: Policy,
): Change {
  const told =
    verdicts.length > 0 ? verdicts : [{ rule: difference.rule, level: 'breaking' } as const];
  const [first, ...others] = told.map((verdict) => ratingOf(verdict, policy));
  const rating = others.reduce(
    (worst, one) => (graver(worst.level, one.level) === worst.level ? worst : one),
    first as Rating,
  );
  const id = `${rating.rule} ${difference.pointer}`;
  const override = policy.overrides.find((one) => one.id === id);
  const schema = schemaNameAt(difference.owner);
  const level = override?.level ?? rating.level;
  const fill = (text: string) => filled(text, difference);
  return {
    id,
    rule: rating.rule,
    level,
    operationIds: difference.operationIds,
    schemas: schema === undefined ? [] : [schema],
    pointer: difference.pointer,
    before: difference.before ?? null,
    after: difference.after ?? null,
    message: fill(rating.message),
    why: override ? `${override.reason} (its rule says ${rating.level})` : rating.why,
    migrate: level === 'breaking' && rating.migrate ? fill(rating.migrate) : null,
    code: level === 'breaking' && rating.code ? [fill(rating.code[0]), fill(rating.code[1])] : null,
  };
}

function ratingOf({ rule, level }: Verdict, policy: Policy): Rating {
  const row = rowFor(policy, rule);
  if (!row) {
    const message = `{place} changed (${rule}): {after} instead of {before}`;
    return {
      rule,
      level,
      message,
      why: 'no rule of the policy tells more',
      migrate: undefined,
      code: undefined,
    };
  }
  const { message, why, migrate, code } = row;
  return { rule, level: row.level === 'engine' ? level : row.level, message, why, migrate, code };
}

function filled(text: string, { label, before, after }: FoundDifference): string {
  const values: Record<string, () => string> = {
    place: () => label,
    name: () => nameIn(label),
    owner: () => label.slice(0, label.lastIndexOf('.')),
    value: () => `${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    before: () => shown(before),
    after: () => shown(after),
    added: () => without(after, before),
    removed: () => without(before, after),
  };
  return text.replace(/\{(\w+)\}/g, (all, name: string) => values[name]?.() ?? all);
}

/** The members of one list that another lacks. */
function without(list: Json | undefined, other: Json | undefined): string {
  if (!Array.isArray(list)) return shown(list);
  const known = new Set((Array.isArray(other) ? other : []).map(shown));
  return (
    list
      .map(shown)
      .filter((member) => !known.has(member))
      .join(', ') || 'none'
  );
}

const LONGEST = 120;

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
