import { PipelineError, type Problem } from '../cli/problem.ts';
import type { Json } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { CHANGE_LEVELS, type ChangeLevel, isChangeLevel } from './change.ts';
import { asObject } from './contract-part.ts';

/** How one kind of change is rated and described. */
export interface PolicyRow {
  readonly matches: (rule: string) => boolean;
  /** `engine`: the level that oasdiff reports, or breaking if it reports none. */
  readonly level: ChangeLevel | 'engine';
  readonly message: string;
  readonly why: string;
  readonly migrate: string | undefined;
  /** Code before and after the migration. */
  readonly code: readonly [before: string, after: string] | undefined;
}

/** A level for one change, instead of that of its rule. */
interface LevelOverride {
  readonly id: string;
  readonly level: ChangeLevel;
  readonly reason: string;
}

export interface ChangePolicy {
  readonly file: string;
  readonly rows: readonly PolicyRow[];
  readonly overrides: readonly LevelOverride[];
}

/**
 * Reads a policy.
 *
 * @throws `PipelineError` with every invalid row.
 */
export async function readPolicy(file: string): Promise<ChangePolicy> {
  const document = asObject(await readDocument(file));
  const problems: Problem[] = [];
  const reporterAt =
    (pointer: string): ReportProblem =>
    (message) =>
      void problems.push({ file, pointer, message });
  const rules = Array.isArray(document.rules) ? document.rules : [];
  if (rules.length === 0) reporterAt('/rules')('must be a list of rules');
  const rows = rules.flatMap((row, index) => parseRow(row, reporterAt(`/rules/${index}`)) ?? []);
  const overrides = (Array.isArray(document.overrides) ? document.overrides : []).flatMap(
    (row, index) => parseOverride(row, reporterAt(`/overrides/${index}`)) ?? [],
  );
  if (problems.length > 0) throw new PipelineError('The policy is invalid', problems);
  return { file, rows, overrides };
}

/**
 * The policy for one kind of comparison: with the overrides for documents, or with those for the
 * compiled programs of consumers, whose rules start with `consumer-`.
 */
export function policyFor(source: 'documents' | 'consumers', policy: ChangePolicy): ChangePolicy {
  const overrides = policy.overrides.filter(
    ({ id }) => id.startsWith('consumer-') === (source === 'consumers'),
  );
  return { ...policy, overrides };
}

/** The row for a rule: the first that matches. */
export function rowFor(policy: ChangePolicy, rule: string): PolicyRow | undefined {
  return policy.rows.find(({ matches }) => matches(rule));
}

type ReportProblem = (message: string) => void;

function parseRow(row: Json, report: ReportProblem): PolicyRow | undefined {
  const { rule, level, message, why, migrate, code } = asObject(row);
  const patterns = [rule].flat().filter((one) => typeof one === 'string');
  if (patterns.length === 0) report('rule must be a name or a list of names');
  for (const [field, text] of Object.entries({ message, why })) {
    if (typeof text !== 'string') report(`${field} must be a string`);
  }
  if (level === 'breaking' && typeof migrate !== 'string') {
    report('migrate must say what users have to do, because the level is breaking');
  }
  if (code !== undefined && !(Array.isArray(code) && code.length === 2)) {
    report('code must be a list of two strings: before and after');
  }
  if (level !== 'engine' && !isChangeLevel(level)) {
    report(`level must be one of ${CHANGE_LEVELS.join(', ')} or engine`);
    return undefined;
  }
  const expressions = patterns.map((pattern) => {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^${escaped}$`);
  });
  return {
    matches: (name) => expressions.some((expression) => expression.test(name)),
    level,
    message: String(message),
    why: String(why),
    migrate: typeof migrate === 'string' ? migrate : undefined,
    code: Array.isArray(code) ? [String(code[0]), String(code[1])] : undefined,
  };
}

function parseOverride(row: Json, report: ReportProblem): LevelOverride | undefined {
  const { id, level, reason } = asObject(row);
  if (
    typeof id === 'string' &&
    isChangeLevel(level) &&
    typeof reason === 'string' &&
    reason.trim()
  ) {
    return { id, level, reason };
  }
  report(`must have an id, a level (${CHANGE_LEVELS.join(', ')}) and a reason`);
  return undefined;
}
