import { PipelineError, type Problem } from '../cli/problem.ts';
import { isObject, type Json } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { isLevel, LEVELS, type Level } from './change.ts';

/** One row: what a kind of change means. */
export interface PolicyRow {
  readonly matches: (rule: string) => boolean;
  /** `engine`: what the engine says, breaking where it says nothing. */
  readonly level: Level | 'engine';
  readonly message: string;
  readonly why: string;
  readonly migrate: string | undefined;
  /** How code that uses it looked before, and looks after. */
  readonly code: readonly [before: string, after: string] | undefined;
}

/** A change that is rated otherwise than by its rule. */
interface Override {
  readonly id: string;
  readonly level: Level;
  readonly reason: string;
}

export interface Policy {
  readonly file: string;
  readonly rows: readonly PolicyRow[];
  readonly overrides: readonly Override[];
}

/**
 * Reads a policy.
 *
 * @throws `PipelineError` that names every row that is not of the form.
 */
export async function readPolicy(file: string): Promise<Policy> {
  const document = await readDocument(file);
  const problems: Problem[] = [];
  const complain = (pointer: string, message: string): void => {
    problems.push({ file, pointer, message });
  };
  const rules = isObject(document) && Array.isArray(document.rules) ? document.rules : [];
  if (rules.length === 0) complain('/rules', 'there must be a list of rules');
  const rows = rules.flatMap((row, index) => parseRow(row, `/rules/${index}`, complain) ?? []);
  const listed = isObject(document) && Array.isArray(document.overrides) ? document.overrides : [];
  const overrides = listed.flatMap(
    (row, index) => parseOverride(row, `/overrides/${index}`, complain) ?? [],
  );
  if (problems.length > 0) throw new PipelineError('The policy is not of the form', problems);
  return { file, rows, overrides };
}

/** Rules of what is found by compiling consumers' programs, and not by comparing documents. */
const OF_CONSUMERS = 'consumer-';

/** The policy with the overrides only of what the one or the other finds. */
export function policyFor(finder: 'documents' | 'consumers', policy: Policy): Policy {
  const isFor = ({ id }: Override) => id.startsWith(OF_CONSUMERS) === (finder === 'consumers');
  return { ...policy, overrides: policy.overrides.filter(isFor) };
}

/** The row that a rule falls under: the first that matches. */
export function rowFor(policy: Policy, rule: string): PolicyRow | undefined {
  return policy.rows.find(({ matches }) => matches(rule));
}

type Complain = (pointer: string, message: string) => void;

function parseRow(row: Json, pointer: string, complain: Complain): PolicyRow | undefined {
  const { rule, level, message, why, migrate, code } = isObject(row) ? row : {};
  const patterns = (Array.isArray(rule) ? rule : [rule]).filter((one) => typeof one === 'string');
  if (patterns.length === 0) complain(pointer, 'rule must be a name or a list of names');
  const texts = { message, why };
  for (const [field, text] of Object.entries(texts)) {
    if (typeof text !== 'string') complain(pointer, `${field} must be a text`);
  }
  if (level === 'breaking' && typeof migrate !== 'string') {
    complain(pointer, 'migrate must say what users of something breaking have to do');
  }
  if (code !== undefined && !(Array.isArray(code) && code.length === 2)) {
    complain(pointer, 'code must be a list of two texts, before and after');
  }
  if (level !== 'engine' && !isLevel(level)) {
    complain(pointer, `level must be one of ${LEVELS.join(', ')} or engine`);
    return undefined;
  }
  const expressions = patterns.map(expressionOf);
  return {
    matches: (name) => expressions.some((expression) => expression.test(name)),
    level,
    message: String(message),
    why: String(why),
    migrate: typeof migrate === 'string' ? migrate : undefined,
    code: Array.isArray(code) ? [String(code[0]), String(code[1])] : undefined,
  };
}

function parseOverride(row: Json, pointer: string, complain: Complain): Override | undefined {
  const { id, level, reason } = isObject(row) ? row : {};
  if (typeof id === 'string' && isLevel(level) && typeof reason === 'string' && reason.trim()) {
    return { id, level, reason };
  }
  complain(pointer, `needs an id, a level (${LEVELS.join(', ')}) and a reason`);
  return undefined;
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}
