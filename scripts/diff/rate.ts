import { PipelineError } from '../cli/problem.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { schemaNameAt } from '../openapi/walk.ts';
import { type ContractChange, isAtLeast } from './change.ts';
import { accessToPart, describePart, nameOfPart } from './contract-part.ts';
import type { AttributedDifference } from './difference.ts';
import type { OasdiffVerdict } from './oasdiff.ts';
import { type ChangePolicy, type PolicyRow, rowFor } from './policy.ts';

/**
 * Rates differences by the policy.
 *
 * @throws `PipelineError` if an override matches no change.
 */
export function rateDifferences(
  differences: readonly AttributedDifference[],
  verdicts: ReadonlyMap<unknown, readonly OasdiffVerdict[]>,
  policy: ChangePolicy,
): ContractChange[] {
  const changes = differences.map((difference) =>
    rateDifference(difference, verdicts.get(difference) ?? [], policy),
  );
  const unused = policy.overrides.filter(({ id }) => !changes.some((change) => change.id === id));
  if (unused.length > 0) {
    throw new PipelineError(
      'Overrides match no change',
      unused.map(({ id }) => ({
        file: policy.file,
        message: `no change has the id ${id}`,
        hint: 'Remove the override, or copy the id from the output of spec:diff --format json.',
      })),
    );
  }
  return changes;
}

function rateDifference(
  difference: AttributedDifference,
  verdicts: readonly OasdiffVerdict[],
  policy: ChangePolicy,
): ContractChange {
  const unrated: OasdiffVerdict = { rule: difference.rule, level: 'breaking' };
  const { rule, level, row } = (verdicts.length > 0 ? verdicts : [unrated])
    .map((verdict) => {
      const row = rowFor(policy, verdict.rule) ?? fallbackRow(verdict.rule);
      return { ...verdict, row, level: row.level === 'engine' ? verdict.level : row.level };
    })
    .reduce((worst, one) => (isAtLeast(worst.level, one.level) ? worst : one));
  const id = `${rule} ${difference.pointer}`;
  const override = policy.overrides.find((one) => one.id === id);
  const schema = schemaNameAt(difference.owner);
  const isBreaking = (override?.level ?? level) === 'breaking';
  const fill = (template: string) => fillTemplate(template, difference);
  return {
    id,
    rule,
    level: override?.level ?? level,
    operationIds: difference.operationIds,
    schemas: schema === undefined ? [] : [schema],
    pointer: difference.pointer,
    before: difference.before ?? null,
    after: difference.after ?? null,
    message: fill(row.message),
    why: override ? `${override.reason} (the rule's level is ${level})` : row.why,
    migrate: isBreaking && row.migrate ? fill(row.migrate) : null,
    code: isBreaking && row.code ? [fill(row.code[0]), fill(row.code[1])] : null,
  };
}

function fallbackRow(rule: string): PolicyRow {
  return {
    matches: () => true,
    level: 'engine',
    message: `{subject} went from {before} to {after} (${rule})`,
    why: 'the policy has no rule for it',
    migrate: undefined,
    code: undefined,
  };
}

/** Fills the placeholders of a template, which the head of policy.yaml explains. */
function fillTemplate(template: string, difference: AttributedDifference): string {
  const { title, property, direction, before, after, owner, keywords = [] } = difference;
  const place = describePart(difference);
  const values: Record<string, () => string> = {
    place: () => place,
    owner: () => title,
    property: () => `property \`${property}\``,
    subject: () =>
      [keywords.map((keyword) => `\`${keyword}\``).join(' and '), place]
        .filter(Boolean)
        .join(' of '),
    in: () => (direction && schemaNameAt(owner) !== undefined ? ` in ${direction}s` : ''),
    name: () => nameOfPart(difference),
    value: () => accessToPart(difference),
    before: () => formatValue(before),
    after: () => formatValue(after),
    added: () => membersOnlyIn(after, before),
    removed: () => membersOnlyIn(before, after),
  };
  return template.replace(/\{(\w+)\}/g, (all, name: string) => values[name]?.() ?? all);
}

function membersOnlyIn(list: Json | undefined, other: Json | undefined): string {
  if (!Array.isArray(list)) return formatValue(list);
  const known = new Set((Array.isArray(other) ? other : []).map(formatValue));
  return (
    list
      .map(formatValue)
      .filter((member) => !known.has(member))
      .join(', ') || 'none'
  );
}

const MAX_LENGTH = 120;

function formatValue(value: Json | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return shorten(value);
  const known = Array.isArray(value) ? formatList(value) : isObject(value) && formatObject(value);
  return known || shorten(JSON.stringify(value));
}

/** Strings, or servers. */
function formatList(list: readonly Json[]): string | undefined {
  const items = list.map((item) => (isObject(item) ? item.url : item));
  return items.every((item) => typeof item === 'string') ? items.join(', ') : undefined;
}

/** A reference, security requirements with their schemes, or a type with its format. */
function formatObject({ $ref, required, schemes, type, format, ...others }: JsonObject) {
  if (typeof $ref === 'string') return `\`${$ref.split('/').at(-1)}\``;
  if (Array.isArray(required) && isObject(schemes)) {
    return Object.keys(schemes).join(', ') || 'none';
  }
  const isType = typeof type === 'string' && typeof format === 'string';
  return isType && Object.keys(others).length === 0 ? `${type} (${format})` : undefined;
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
