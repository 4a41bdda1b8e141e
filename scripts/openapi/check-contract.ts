import type { Problem } from '../cli/problem.ts';
import { externalReferenceProblems, nameProblems } from './check-integrity.ts';
import { childrenOf, type DocumentNode } from './grammar.ts';
import { isObject, type JsonObject, toPointer } from './json.ts';
import { keywordProblems } from './keyword-table.ts';
import { type OperationEntry, operationsOf } from './operations.ts';
import { resolve } from './reference.ts';
import { atMost, shortList, shortValue } from './short-value.ts';
import { type Reached, reach, referredToBy, schemaNameAt } from './walk.ts';

/**
 * Checks what the generators require of a contract in addition to integrity: OpenAPI 3.1,
 * operationIds that are identifiers, path templates that differ and declare their parameters, known
 * schema keywords, and no named schema that is both sent and received.
 *
 * @param file The file to name in the problems.
 * @returns All problems; empty if the contract can be generated from.
 */
export function contractProblems(document: JsonObject, file: string): Problem[] {
  return atMost(50, [
    ...versionProblem(document, file),
    ...nameProblems(document, file),
    ...templateProblems(document, file),
    ...parameterProblems(document, file),
    ...keywordProblems(document, file),
    ...sideProblems(document, file),
    ...externalReferenceProblems(document, file),
  ]);
}

function versionProblem({ openapi }: JsonObject, file: string): Problem[] {
  if (typeof openapi === 'string' && /^3\.1\.\d+/.test(openapi)) return [];
  return [
    {
      file,
      pointer: '/openapi',
      message: `a contract is OpenAPI 3.1, this is ${shortValue(openapi)}`,
      hint: 'Let an overlay update it, as in openapi: 3.1.1.',
    },
  ];
}

/** Whether a client of the API writes a value or reads it. */
type Side = 'request' | 'response';

/** How a named schema is reached: the starting point, then the names of schemas. */
type SchemaTrail = readonly string[];

/**
 * The named schemas that each side reaches. Webhooks and callbacks are requests that the client
 * receives: their bodies and parameters are on the response side, their responses on the other.
 */
export function schemaSides(document: JsonObject): Record<Side, ReadonlyMap<string, SchemaTrail>> {
  const roots = rootsOf(document);
  return {
    request: trailsFrom(document, roots.request),
    response: trailsFrom(document, roots.response),
  };
}

function trailsFrom(
  document: JsonObject,
  roots: readonly DocumentNode[],
): ReadonlyMap<string, SchemaTrail> {
  const trails = new Map<string, SchemaTrail>();
  for (const reached of reach(document, roots)) {
    const name = schemaNameAt(reached.pointer);
    if (name !== undefined && !trails.has(name)) trails.set(name, trailTo(reached));
  }
  return trails;
}

function trailTo(reached: Reached): SchemaTrail {
  const trail: string[] = [];
  let root = reached;
  for (let at: Reached | undefined = reached; at; at = at.from) {
    const name = schemaNameAt(at.pointer);
    if (name !== undefined && name !== trail[0]) trail.unshift(name);
    root = at;
  }
  return [root.pointer, ...trail];
}

type Roots = Record<Side, DocumentNode[]>;

/** The roots of each side: parameters and request bodies on one side, responses on the other. */
export function rootsOf(document: JsonObject): Roots {
  const roots: Roots = { request: [], response: [] };
  const seen = new Set<string>();

  /** @param sent The side of the requests of these operations. */
  const collect = (parent: DocumentNode, sent: Side): void => {
    const answered = sent === 'request' ? 'response' : 'request';
    for (const child of [...childrenOf(parent), ...referredToBy(document, parent)]) {
      const visit = `${sent} ${child.pointer}`;
      if (seen.has(visit)) continue;
      seen.add(visit);
      if (child.kind === 'parameter' || child.kind === 'requestBody') roots[sent].push(child);
      else if (child.kind === 'responses') roots[answered].push(child);
      else collect(child, child.kind === 'callback' ? answered : sent);
    }
  };

  for (const child of childrenOf({ kind: 'document', node: document, pointer: '' })) {
    if (child.kind === 'paths') collect(child, 'request');
    if (child.kind === 'pathItem') collect(child, 'response');
  }
  return roots;
}

/**
 * Reports named schemas that are both sent and received. Requests are closed and exact, responses
 * are open, so one generated type cannot describe both.
 */
function sideProblems(document: JsonObject, file: string): Problem[] {
  const { request, response } = schemaSides(document);
  return [...request].flatMap(([name, requestTrail]) => {
    const responseTrail = response.get(name);
    if (!responseTrail) return [];
    return [
      {
        file,
        pointer: toPointer(['components', 'schemas', name]),
        message:
          `the schema ${name} is in a request (${shortList(requestTrail, ' → ')}) ` +
          `and in a response (${shortList(responseTrail, ' → ')})`,
        hint: `Make one schema for each, such as ${name}Input and ${name}.`,
      },
    ];
  });
}

/** Each operation must declare exactly the parameters of its path, each once. */
function parameterProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document).flatMap((entry) =>
    mistakesOf(document, entry).map((mistake) => ({ file, pointer: entry.pointer, ...mistake })),
  );
}

type Mistake = Pick<Problem, 'message' | 'hint'>;

function mistakesOf(document: JsonObject, entry: OperationEntry): Mistake[] {
  const { path, pathItem, operation } = entry;
  const own = parametersOf(document, operation);
  const shared = parametersOf(document, pathItem);
  const used = namesIn(path);
  const declared = new Set(
    [...shared, ...own].filter((parameter) => parameter.in === 'path').map(({ name }) => `${name}`),
  );
  const missing = [...new Set(used)].filter((name) => !declared.has(name));
  const surplus = [...declared].filter((name) => !used.includes(name));
  return [
    ...missing.map((name) => ({
      message: `the path parameter {${name}} of ${path} is not declared`,
      hint: `Add { name: ${name}, in: path, required: true, schema: … } to its parameters.`,
    })),
    ...surplus.map((name) => ({
      message: `declares the path parameter ${name}, which is not in ${path}`,
      hint: 'Rename it to the one in the path, or remove it.',
    })),
    ...repeatedIn(used).map((name) => ({
      message: `{${name}} is twice in ${path}`,
      hint: 'Give each path parameter a unique name.',
    })),
    ...[own, shared]
      .flatMap((list) => repeatedIn(list.map(identityOf)))
      .map((identity) => ({
        message: `declares the ${identity} twice`,
        hint: 'Keep one of them.',
      })),
  ];
}

function parametersOf(document: JsonObject, owner: JsonObject): JsonObject[] {
  const parameters = Array.isArray(owner.parameters) ? owner.parameters : [];
  return parameters.filter(isObject).flatMap((parameter) => {
    const { $ref } = parameter;
    const target = typeof $ref === 'string' ? resolve(document, $ref)?.value : parameter;
    return isObject(target) ? [target] : [];
  });
}

function identityOf(parameter: JsonObject): string {
  return `${parameter.in} parameter ${parameter.name}`;
}

function repeatedIn(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Path templates must be distinct and contain their operations inline. */
function templateProblems({ paths }: JsonObject, file: string): Problem[] {
  if (!isObject(paths)) return [];
  return [...referringPathItems(paths, file), ...collidingTemplates(Object.keys(paths), file)];
}

/** The names in a path template, in order. */
function namesIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
}

function referringPathItems(paths: JsonObject, file: string): Problem[] {
  return Object.entries(paths).flatMap(([path, pathItem]) =>
    isObject(pathItem) && Object.hasOwn(pathItem, '$ref')
      ? [
          {
            file,
            pointer: toPointer(['paths', path, '$ref']),
            message: `the path ${path} is a reference, which generators handle differently`,
            hint: 'Write its operations inline.',
          },
        ]
      : [],
  );
}

function collidingTemplates(paths: readonly string[], file: string): Problem[] {
  const byShape = Map.groupBy(paths, (path) => path.replaceAll(/\{[^{}]*\}/g, '{}'));
  return [...byShape.values()].flatMap(([first, ...others]) =>
    first !== undefined && others.length > 0
      ? [
          {
            file,
            pointer: toPointer(['paths', first]),
            message: `differs only in parameter names from ${shortList(others)}`,
            hint: 'To every tool that is one path: merge them.',
          },
        ]
      : [],
  );
}
