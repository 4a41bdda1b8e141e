import type { Problem } from '../cli/problem.ts';
import { cycleProblems } from './cycles.ts';
import { componentKind } from './grammar.ts';
import { describeType, isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { labelOf, operationsOf } from './operations.ts';
import { isLocal, parsePointer, type Reference, referencesOf, resolve } from './reference.ts';
import { atMost, shortList, shortValue } from './short-value.ts';
import { walk } from './walk.ts';

/**
 * Checks what any OpenAPI document, including the one from upstream, must satisfy before a tool may
 * read it: names that are identifiers (operationIds may have hyphens), unique operationIds,
 * references that stay in the document, resolve and end, and no property name that could reach a
 * prototype.
 *
 * @param file The file or URL to name in the problems.
 * @returns All problems; empty if there are none.
 */
export function integrityProblems(document: JsonObject, file: string): Problem[] {
  return atMost(50, [
    ...keyProblems(document, file),
    ...nameProblems(document, file),
    ...referenceProblems(document, file),
    ...cycleProblems(document, file),
  ]);
}

/**
 * Every local reference must resolve to an object of the expected kind. `keyProblems` reports a
 * `$ref` that is not local, because it also finds those in data.
 */
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

const NAME_HINT =
  'It becomes a name in generated code and a file name: use letters, digits and _, starting with a ' +
  'letter or _.';

/** Names that generated code uses: those of the operations and of the components. */
function nameProblems(document: JsonObject, file: string): Problem[] {
  return [...operationIdProblems(document, file), ...componentNameProblems(document, file)];
}

function operationIdProblems(document: JsonObject, file: string): Problem[] {
  const operations = [...walk(document)].filter(({ kind }) => kind === 'operation');
  const byId = Map.groupBy(operations, ({ node }) => node.operationId);
  return [...byId].flatMap(([operationId, places]) => {
    if (typeof operationId !== 'string') return [];
    const pointers = places.map(({ pointer }) => `${pointer}/operationId`);
    return [
      ...problemWith('operationId', operationId, whyNotSafe(operationId), pointers[0] ?? '', file),
      ...duplicateProblem(operationId, pointers, file),
    ];
  });
}

function duplicateProblem(
  operationId: string,
  pointers: readonly string[],
  file: string,
): Problem[] {
  const [first, ...others] = pointers;
  if (first === undefined || others.length === 0) return [];
  return [
    {
      file,
      pointer: first,
      message: `operationId ${shortValue(operationId)} is also at ${shortList(others)}`,
      hint: 'Give each operation a unique operationId.',
    },
  ];
}

function componentNameProblems({ components }: JsonObject, file: string): Problem[] {
  if (!isObject(components)) return [];
  return Object.entries(components).flatMap(([section, named]) =>
    componentKind(section) && isObject(named)
      ? Object.keys(named).flatMap((name) => {
          const pointer = toPointer(['components', section, name]);
          return problemWith('component name', name, whyNotAnIdentifier(name), pointer, file);
        })
      : [],
  );
}

/** Checks what a contract needs in addition: operationIds that generated code can use unchanged. */
export function contractNameProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document).flatMap(({ operation: { operationId }, pointer }) => {
    // The integrity check reports names that are not even safe.
    if (typeof operationId !== 'string' || whyNotSafe(operationId)) return [];
    const reason = whyNotAnIdentifier(operationId);
    return problemWith('operationId', operationId, reason, `${pointer}/operationId`, file);
  });
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

function problemWith(
  what: string,
  name: string,
  reason: string | undefined,
  pointer: string,
  file: string,
): Problem[] {
  return reason
    ? [{ file, pointer, message: `${what} ${shortValue(name)} ${reason}`, hint: NAME_HINT }]
    : [];
}

/** Far more than any real document; recursive tools overflow their stack somewhere above. */
const DEEPEST = 500;

interface Place {
  readonly value: Json;
  readonly pointer: string;
  readonly depth: number;
}

/**
 * Checks every value, including data and extensions: generators copy keys into their own objects,
 * and their parsers open every `$ref` that names a file or a URL, even in a `default` or an `x-`
 * field.
 */
function keyProblems(document: JsonObject, file: string): Problem[] {
  const problems: Problem[] = [];
  const pending: Place[] = [{ value: document, pointer: '', depth: 0 }];
  for (let place = pending.pop(); place; place = pending.pop()) {
    const { value, pointer, depth } = place;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) return [tooDeep(pointer, file)];
    for (const [key, child] of Object.entries(value).reverse()) {
      pending.push({ value: child, pointer: pointer + toPointer([key]), depth: depth + 1 });
    }
    if (!Array.isArray(value)) problems.push(...problemsOf(value, pointer, file));
  }
  return problems;
}

function problemsOf(value: JsonObject, pointer: string, file: string): Problem[] {
  const problems: Problem[] = [];
  if (Object.hasOwn(value, '__proto__')) {
    problems.push({
      file,
      pointer: `${pointer}/__proto__`,
      message: 'the key "__proto__" would change objects instead of naming a value',
      hint: 'Remove it, or rename it.',
    });
  }
  const ref = Object.hasOwn(value, '$ref') ? value.$ref : undefined;
  if (typeof ref === 'string' && !isLocal(ref)) {
    problems.push({
      file,
      pointer: `${pointer}/$ref`,
      message: `$ref ${shortValue(ref)} is not a reference inside this document`,
      hint: 'Move the referenced object to components and refer to it as #/components/….',
    });
  }
  return problems;
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

/** Why generated code cannot use a name unchanged; `undefined` if it can. */
export function whyNotAnIdentifier(name: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? whyTaken(name) : 'is not an identifier';
}

/**
 * Why a name is not safe to read. Upstream derives operationIds from paths, hyphens included; the
 * contract renames the operations.
 */
function whyNotSafe(name: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? whyTaken(name) : 'is not an identifier';
}

function whyTaken(name: string): string | undefined {
  if (RESERVED.has(name)) return 'is a reserved word';
  return name in Object.prototype ? 'is the name of a member that every object has' : undefined;
}
