import type { Problem } from '../../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import type { Action } from './action.ts';
import type { Overlay } from './apply.ts';
import { depthProblems } from './check-depth.ts';
import { fieldProblems, typeProblems } from './check-fields.ts';
import { FIELDS, type OverlayVersion, versionOf } from './fields.ts';
import { parseAction } from './parse-action.ts';
import { sameActionProblems } from './same-actions.ts';

interface ParsedOverlay {
  /** The actions that are valid, though others are not. */
  readonly actions: Action[];
  readonly problems: Problem[];
}

/** Checks a document against the Overlay specification and compiles its actions. */
export function parseOverlay({ file, document }: Overlay): ParsedOverlay {
  const [tooDeep] = depthProblems(document);
  if (tooDeep) return { actions: [], problems: [{ file, ...tooDeep }] };
  const version = isObject(document) ? versionOf(document.overlay) : undefined;
  if (!version) return { actions: [], problems: [{ file, ...notAnOverlay(document) }] };
  const parsed = parseActions(document.actions, file, version);
  const problems = [...headProblems(document, version), ...parsed.problems];
  return {
    actions: parsed.actions,
    problems: problems.map((problem) => ({ file, ...problem })),
  };
}

function notAnOverlay(document: JsonObject): Problem {
  const found = isObject(document)
    ? `its field overlay is ${JSON.stringify(document.overlay) ?? 'missing'}`
    : `it is ${describeType(document)}`;
  return {
    message: `is no overlay of version 1.0, 1.1 or 1.2: ${found}`,
    hint: 'An overlay starts with overlay: 1.1.0.',
  };
}

function headProblems(document: JsonObject, version: OverlayVersion): Problem[] {
  return [
    ...fieldProblems(document, '', FIELDS[version].document),
    ...typeProblems(document, '', { extends: 'string', $self: 'string', targetFormat: 'string' }),
    ...infoProblems(document.info, version),
  ];
}

function infoProblems(info: Json | undefined, version: OverlayVersion): Problem[] {
  if (!isObject(info)) return [{ pointer: '/info', message: 'info must be an object' }];
  return [
    ...fieldProblems(info, '/info', FIELDS[version].info, ['title', 'version']),
    ...typeProblems(info, '/info', { title: 'string', version: 'string', description: 'string' }),
  ];
}

function parseActions(
  actions: Json | undefined,
  file: string,
  version: OverlayVersion,
): ParsedOverlay {
  if (!Array.isArray(actions) || actions.length === 0) {
    const message = 'actions must be a list of at least one action';
    return { actions: [], problems: [{ pointer: '/actions', message }] };
  }
  const parsed = actions.map((action, index) => parseAction(action, file, index + 1, version));
  return {
    actions: parsed.flatMap(({ action }) => action ?? []),
    problems: [...parsed.flatMap(({ problems }) => problems), ...sameActionProblems(actions)],
  };
}
