import type { Problem } from '../cli/problem.ts';
import { cycleProblems } from './cycles.ts';
import { componentKind } from './grammar.ts';
import { describeType, isObject, type JsonArray, type JsonObject, toPointer } from './json.ts';
import { labelOf, operationsOf } from './operations.ts';
import { isLocal, parsePointer, type Reference, referencesOf, resolve } from './reference.ts';
import { atMost, shortList, shortValue } from './short-value.ts';
import { walk } from './walk.ts';

/**
 * What must hold of any OpenAPI document before a tool may read it, the one from upstream included:
 * operationIds used once, references that resolve and end, no key that could reach a prototype.
 *
 * @param file The file or URL to name in the problems.
 * @returns All problems; empty if there are none.
 */
export function integrityProblems(document: JsonObject, file: string): Problem[] {
  return atMost(50, [
    ...keyProblems(document, file),
    ...duplicateProblems(document, file),
    ...referenceProblems(document, file),
    ...cycleProblems(document, file),
  ]);
}

/** Every local reference leads to an object of the kind that belongs in its place. */
function referenceProblems(document: JsonObject, file: string): Problem[] {
  const problems: Problem[] = [];
  for (const node of walk(document)) {
    for (const reference of referencesOf(node)) {
      const reason = whyUnusable(document, reference);
      if (!reason) continue;
      const message = `the reference ${shortValue(reference.ref)} ${reason}`;
      problems.push({ file, pointer: reference.pointer, message, hint: REFERENCE_HINT });
    }
  }
  return problems;
}

const REFERENCE_HINT = 'Correct the reference, or add what it refers to.';

function whyUnusable(document: JsonObject, reference: Reference): string | undefined {
  const { ref, kind, writtenAs } = reference;
  if (!isLocal(ref)) return writtenAs === 'mapping' ? 'is not inside this document' : undefined;
  const target = resolve(document, ref);
  if (!target) return 'does not resolve';
  const [first, section, , ...inner] = parsePointer(target.pointer);
  const found = first === 'components' && section && !inner.length && componentKind(section);
  if (found && found !== kind) return `refers to a ${found} instead of a ${kind}`;
  if (isObject(target.value) || (kind === 'schema' && typeof target.value === 'boolean')) return;
  return `refers to ${describeType(target.value)} instead of a ${kind}`;
}

function duplicateProblems(document: JsonObject, file: string): Problem[] {
  const operations = [...walk(document)].filter(({ kind }) => kind === 'operation');
  const byId = Map.groupBy(operations, ({ node }) => node.operationId);
  return [...byId].flatMap(([operationId, places]) => {
    const [first, ...others] = places.map(({ pointer }) => `${pointer}/operationId`);
    if (typeof operationId !== 'string' || first === undefined || others.length === 0) return [];
    return [
      {
        file,
        pointer: first,
        message: `operationId ${shortValue(operationId)} is also at ${shortList(others)}`,
        hint: 'Give each operation an operationId of its own.',
      },
    ];
  });
}

/**
 * References to other files and URLs, in data and extensions, too: the parsers of generators open them
 * wherever they are.
 */
export function externalReferenceProblems(document: JsonObject, file: string): Problem[] {
  return containersIn(document).flatMap(({ value, pointer }) => {
    const ref = isObject(value) && Object.hasOwn(value, '$ref') ? value.$ref : undefined;
    if (typeof ref !== 'string' || isLocal(ref)) return [];
    return [
      {
        file,
        pointer: `${pointer}/$ref`,
        message: `$ref ${shortValue(ref)} is not a reference inside this document`,
        hint: 'Put what it refers to under components and refer to it as #/components/….',
      },
    ];
  });
}

const NAME_HINT =
  'Generated code and its file names are made of it: use letters, digits and _, starting with a ' +
  'letter or _.';

/** Names that generated code cannot use: those of the operations and of the components. */
export function nameProblems(document: JsonObject, file: string): Problem[] {
  const operations = [...walk(document)].flatMap(({ kind, node, pointer }) =>
    kind === 'operation' && typeof node.operationId === 'string'
      ? [{ name: node.operationId, pointer: `${pointer}/operationId` }]
      : [],
  );
  return [
    ...problemsOfNames('operationId', operations, file),
    ...componentNameProblems(document, file),
  ];
}

function componentNameProblems({ components }: JsonObject, file: string): Problem[] {
  if (!isObject(components)) return [];
  return Object.entries(components).flatMap(([section, named]) => {
    if (!componentKind(section) || !isObject(named)) return [];
    const names = Object.keys(named).map((name) => ({
      name,
      pointer: toPointer(['components', section, name]),
    }));
    return [
      ...problemsOfNames('component name', names, file),
      ...names.flatMap(({ name, pointer }) =>
        section === 'schemas' && GLOBAL_TYPES.has(name)
          ? [{ file, pointer, message: `component name ${shortValue(name)} hides a global type` }]
          : [],
      ),
    ];
  });
}

function problemsOfNames(
  what: string,
  names: readonly { readonly name: string; readonly pointer: string }[],
  file: string,
): Problem[] {
  const byLowerCase = Map.groupBy(names, ({ name }) => name.toLowerCase());
  const alike = [...byLowerCase.values()].flatMap(([first, ...others]) =>
    others.filter(({ name }) => name !== first?.name).map((other) => ({ first, other })),
  );
  return [
    ...names.flatMap(({ name, pointer }) => {
      const reason = whyNotAnIdentifier(name);
      const message = `${what} ${shortValue(name)} ${reason}`;
      return reason ? [{ file, pointer, message, hint: NAME_HINT }] : [];
    }),
    ...alike.map(({ first, other }) => ({
      file,
      pointer: other.pointer,
      message: `${what} ${shortValue(other.name)} differs only in case from ${shortValue(first?.name)}`,
      hint: 'On some systems their files would be the same: rename one of them.',
    })),
  ];
}

/** Without operationIds, generators would derive names from the path, which change with it. */
export function unnamedOperationProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document)
    .filter(({ operation }) => typeof operation.operationId !== 'string')
    .map((entry) => ({
      file,
      pointer: entry.pointer,
      message: `${labelOf(entry)} has no operationId`,
      hint: 'Name it in an overlay, as in operationId: listCards.',
    }));
}

/** Far more than any real document; recursive tools overflow their stack somewhere above. */
const DEEPEST = 500;

interface Container {
  readonly value: JsonObject | JsonArray;
  readonly pointer: string;
  readonly depth: number;
}

/** Every object and list of a document, data and extensions included, down to one level too many. */
function containersIn(document: JsonObject): Container[] {
  const containers: Container[] = [];
  const pending: Container[] = [{ value: document, pointer: '', depth: 0 }];
  for (let container = pending.pop(); container; container = pending.pop()) {
    const { value, pointer, depth } = container;
    containers.push(container);
    if (depth > DEEPEST) continue;
    for (const [key, child] of Object.entries(value).reverse()) {
      if (typeof child !== 'object' || child === null) continue;
      pending.push({ value: child, pointer: pointer + toPointer([key]), depth: depth + 1 });
    }
  }
  return containers;
}

/** Depth and keys that no tool can handle, wherever they are: generators copy keys into their objects. */
function keyProblems(document: JsonObject, file: string): Problem[] {
  const containers = containersIn(document);
  const deepest = containers.find(({ depth }) => depth > DEEPEST);
  if (deepest) return [tooDeep(deepest.pointer, file)];
  return containers
    .filter(({ value }) => Object.hasOwn(value, '__proto__'))
    .map(({ pointer }) => ({
      file,
      pointer: `${pointer}/__proto__`,
      message: 'the key "__proto__" would change objects instead of naming a value',
      hint: 'Remove it, or rename it.',
    }));
}

function tooDeep(pointer: string, file: string): Problem {
  const start = pointer.split('/', 6).join('/');
  return {
    file,
    pointer: start,
    message: `nested more than ${DEEPEST} levels deep`,
    hint: 'Generators cannot read that: make named schemas of the inner parts.',
  };
}

/** Words that JavaScript reserves in modules, and the names of TypeScript's built-in types. */
const RESERVED = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for function if implements import in instanceof interface let new
  null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield
  any bigint boolean never number object string symbol unknown`.split(/\s+/),
);

/** Types that generated code refers to, or that a named schema should not hide. */
const GLOBAL_TYPES: ReadonlySet<string> = new Set(
  `Array Blob Boolean Date Error Exclude Extract FormData File Function Headers Map Number Object Omit
  Partial Pick Promise Readonly ReadonlyArray Record Request Required Response Set String Symbol
  URL`.split(/\s+/),
);

/** Why generated code cannot take a name over as it is; `undefined` when it can. */
export function whyNotAnIdentifier(name: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? whyTaken(name) : 'is not a plain identifier';
}

function whyTaken(name: string): string | undefined {
  if (RESERVED.has(name)) return 'is a reserved word';
  return name in Object.prototype ? 'is the name of a member that every object has' : undefined;
}
