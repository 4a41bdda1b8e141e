import type { JSONPathQuery } from 'json-p3';
import type { Problem } from '../../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import type { Action, Change } from './action.ts';
import { actionProblems } from './check-action.ts';
import type { OverlayVersion } from './fields.ts';
import { inAction } from './in-action.ts';
import { compileQuery } from './query.ts';

/** Checks one action and compiles its paths. There is no action where there is a problem. */
export function parseAction(
  value: Json,
  file: string,
  number: number,
  version: OverlayVersion,
): { action?: Action; problems: Problem[] } {
  if (!isObject(value)) {
    const message = `must be an object, not ${describeType(value)}`;
    return { problems: [inAction({ file, number }, { message })] };
  }
  const place = { file, number, target: asText(value.target) };
  const target = compile(value, 'target');
  const copy = compile(value, 'copy');
  const problems = [...actionProblems(value, version), ...target.problems, ...copy.problems];
  if (problems.length > 0 || !target.query) {
    return { problems: problems.map((problem) => inAction(place, problem)) };
  }
  return {
    action: {
      place,
      query: target.query,
      change: changeOf(value, copy.query),
      expected: value['x-expect'],
      absent: (value['x-expect-absent'] ?? []) as string[],
    },
    problems,
  };
}

/** Removing wins over the others, as the specification has it. */
function changeOf(action: JsonObject, source: JSONPathQuery | undefined): Change {
  if (action.remove === true) return { kind: 'remove' };
  if (source) return { kind: 'copy', source };
  return Object.hasOwn(action, 'update')
    ? { kind: 'update', value: action.update as Json }
    : { kind: 'none' };
}

function compile(
  action: JsonObject,
  field: 'target' | 'copy',
): { query?: JSONPathQuery; problems: Problem[] } {
  const path = asText(action[field]);
  if (path === undefined) return { problems: [] };
  try {
    return { query: compileQuery(path), problems: [] };
  } catch (error) {
    const subject = field === 'copy' ? `copy ${path} ` : '';
    const message = `${subject}is no RFC 9535 JSONPath: ${(error as Error).message}`;
    const hint = "Names of other characters than letters, digits and _ are written ['such-one'].";
    return { problems: [{ pointer: `/${field}`, message, hint }] };
  }
}

function asText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
