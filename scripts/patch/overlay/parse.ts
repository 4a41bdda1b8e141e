import type { JSONPathQuery } from 'json-p3';
import type { Problem } from '../../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { compileQuery } from './query.ts';

/** An action of an overlay, checked and compiled. */
export interface Action {
  readonly place: ActionPlace;
  readonly query: JSONPathQuery;
  readonly change: Change;
  /** The value that every matched node must equal before the change (`x-expect`). */
  readonly expected: Json | undefined;
  /** RFC 6901 pointers, relative to every matched node, that must not exist (`x-expect-absent`). */
  readonly absent: readonly string[];
}

type Change =
  | { readonly kind: 'update'; readonly value: Json }
  | { readonly kind: 'copy'; readonly source: JSONPathQuery }
  | { readonly kind: 'remove' }
  | { readonly kind: 'none' };

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
    message: `is not an overlay of version 1.0, 1.1 or 1.2: ${found}`,
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

/** Checks one action and compiles its paths. Returns no action if there is a problem. */
function parseAction(
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
    const message = `${subject}is not an RFC 9535 JSONPath: ${(error as Error).message}`;
    const hint = "Names of other characters than letters, digits and _ are written ['such-one'].";
    return { problems: [{ pointer: `/${field}`, message, hint }] };
  }
}

function asText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The versions of the Overlay specification whose documents are read. */
type OverlayVersion = '1.0' | '1.1' | '1.2';

interface Fields {
  readonly document: readonly string[];
  readonly info: readonly string[];
  readonly action: readonly string[];
}

const FIELDS_1_0: Fields = {
  document: ['overlay', 'info', 'extends', 'actions'],
  info: ['title', 'version'],
  action: ['target', 'description', 'update', 'remove'],
};

const FIELDS_1_1: Fields = {
  document: FIELDS_1_0.document,
  info: [...FIELDS_1_0.info, 'description'],
  action: [...FIELDS_1_0.action, 'copy'],
};

/**
 * The fields that each version defines. The reusable actions of 1.2, which the official compliance
 * sets use, are missing, so that a document with them is rejected instead of partially applied.
 */
const FIELDS: Readonly<Record<OverlayVersion, Fields>> = {
  '1.0': FIELDS_1_0,
  '1.1': FIELDS_1_1,
  '1.2': { ...FIELDS_1_1, document: [...FIELDS_1_1.document, '$self', 'targetFormat'] },
};

/** `undefined` if the version is not supported. */
function versionOf(overlay: unknown): OverlayVersion | undefined {
  const [, version] = typeof overlay === 'string' ? (/^(1\.[012])\.\d+$/.exec(overlay) ?? []) : [];
  return version as OverlayVersion | undefined;
}

/** Fields that the specification does not define, save for extensions, and those that are missing. */
function fieldProblems(
  object: JsonObject,
  pointer: string,
  known: readonly string[],
  required: readonly string[] = [],
): Problem[] {
  const unknown = Object.keys(object).filter((key) => !known.includes(key) && !/^x-/.test(key));
  return [
    ...unknown.map((key) => ({
      pointer,
      message: `has the unknown field ${JSON.stringify(key)}`,
      hint: `The fields here are ${known.join(', ')}; extensions start with x-.`,
    })),
    ...required
      .filter((key) => !Object.hasOwn(object, key))
      .map((key) => ({ pointer, message: `lacks the field ${key}` })),
  ];
}

/** Fields with a value of the wrong type. */
function typeProblems(
  object: JsonObject,
  pointer: string,
  types: Readonly<Record<string, 'string' | 'boolean'>>,
): Problem[] {
  return Object.entries(types)
    .filter(([key, type]) => Object.hasOwn(object, key) && typeof object[key] !== type)
    .map(([key, type]) => ({
      pointer: `${pointer}/${key}`,
      message: `${key} must be a ${type}, not ${describeType(object[key])}`,
    }));
}

export interface Overlay {
  /** Its name in messages. */
  readonly file: string;
  readonly document: JsonObject;
}

export interface ActionPlace {
  /** The overlay it is from. */
  readonly file: string;
  /** Its position in the list, counted from 1. */
  readonly number: number;
  /** The JSONPath as written; absent if it is not a string. */
  readonly target?: string | undefined;
}

/** Adds the action to a problem. A pointer of the problem is relative to the action. */
export function inAction({ file, number, target }: ActionPlace, problem: Problem): Problem {
  const name = target === undefined ? `action ${number}` : `action ${number}, target ${target}`;
  return {
    ...problem,
    file,
    pointer: `/actions/${number - 1}${problem.pointer ?? ''}`,
    message: `${name}: ${problem.message}`,
  };
}

/** Problems of an action, except for its paths. Pointers are relative to the action. */
function actionProblems(action: JsonObject, version: OverlayVersion): Problem[] {
  return [
    ...fieldProblems(action, '', FIELDS[version].action, ['target']),
    ...typeProblems(action, '', ACTION_TYPES),
    ...changeProblems(action),
    ...misspeltExpectations(action),
    ...absenceProblems(action['x-expect-absent']),
  ];
}

const ACTION_TYPES = {
  target: 'string',
  description: 'string',
  copy: 'string',
  remove: 'boolean',
} as const;

/** The specification allows an action without a change. */
function changeProblems(action: JsonObject): Problem[] {
  return Object.hasOwn(action, 'update') && Object.hasOwn(action, 'copy') && action.remove !== true
    ? [{ message: 'has both update and copy', hint: 'Split it into two actions.' }]
    : [];
}

/** Extensions may have any name, so a misspelt one would silently disable the check. */
function misspeltExpectations(action: JsonObject): Problem[] {
  return Object.keys(action)
    .filter((key) => /^x-?expect/i.test(key) && key !== 'x-expect' && key !== 'x-expect-absent')
    .map((key) => ({
      message: `has the field ${JSON.stringify(key)}, so nothing would be checked`,
      hint: 'The fields are x-expect and x-expect-absent.',
    }));
}

function absenceProblems(absent: Json | undefined): Problem[] {
  if (absent === undefined) return [];
  if (Array.isArray(absent) && absent.every(isPointerBelow)) return [];
  return [
    {
      pointer: '/x-expect-absent',
      message: 'x-expect-absent must be a list of pointers below the target, such as /operationId',
    },
  ];
}

function isPointerBelow(value: Json): boolean {
  return typeof value === 'string' && /^(?:\/(?:[^~/]|~[01])*)+$/.test(value);
}

/** More than any real document needs, and less than the call stack allows. */
const DEEPEST = 1000;

/** Rejects documents that cannot be traversed: a YAML alias can refer to its own ancestor. */
export function depthProblems(document: Json): Problem[] {
  if (!isDeeperThan(DEEPEST, document)) return [];
  return [{ message: `is nested more than ${DEEPEST} levels deep, or contains itself` }];
}

function isDeeperThan(levels: number, value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(levels - 1, child));
}

/**
 * The schema of the specification requires unique actions: a duplicate would append to a list
 * twice.
 */
function sameActionProblems(actions: readonly Json[]): Problem[] {
  const firstIndexes = new Map<string, number>();
  return actions.flatMap((action, index) => {
    const text = JSON.stringify(action, sortKeys);
    const first = firstIndexes.get(text);
    if (first !== undefined) {
      return [
        {
          pointer: `/actions/${index}`,
          message: `action ${index + 1}: is the same as action ${first + 1}`,
        },
      ];
    }
    firstIndexes.set(text, index);
    return [];
  });
}

function sortKeys(_key: string, value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
