import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { webhooksOf } from '../openapi/parts.ts';
import type { LintFinding } from './finding.ts';

/** What generators append to the name of an operation for the types of its parts. */
const SUFFIXES = [
  'Body',
  'Data',
  'Error',
  'Errors',
  'Headers',
  'Path',
  'Query',
  'Response',
  'Responses',
];

/** No component has the name of a type that generators create for an operation. */
export function nameFindings(document: JsonObject): LintFinding[] {
  const taken = new Map<string, string>();
  const operations = [
    ...operationsOf(document).map(({ operation }) => operation),
    ...webhooksOf(document),
  ];
  for (const { operationId } of operations) {
    const name = String(operationId);
    const pascal = name.charAt(0).toUpperCase() + name.slice(1);
    for (const suffix of SUFFIXES) taken.set(`${pascal}${suffix}`.toLowerCase(), name);
  }
  const { schemas } = isObject(document.components) ? document.components : ({} as JsonObject);
  return Object.keys(isObject(schemas) ? schemas : {}).flatMap((name) => {
    const operation = taken.get(name.toLowerCase());
    if (operation === undefined) return [];
    const message = `is the name of a type that generators create for ${operation}`;
    return [{ rule: 'component-name', pointer: `/components/schemas/${name}`, message }];
  });
}

/**
 * No component has the name of a global type: a program that forgets the import would use the global
 * type, without an error from the compiler.
 */
export function globalNameFindings(document: JsonObject): LintFinding[] {
  const { schemas } = isObject(document.components) ? document.components : ({} as JsonObject);
  const globals = globalTypes();
  return Object.keys(isObject(schemas) ? schemas : {})
    .filter((name) => globals.has(name))
    .map((name) => ({
      rule: 'global-name',
      pointer: `/components/schemas/${name}`,
      message: 'has the name of a global type',
    }));
}

/** The types that the compiler's own libraries declare. */
function globalTypes(): ReadonlySet<string> {
  const folder = dirname(fileURLToPath(import.meta.resolve('typescript')));
  const libraries = globSync('lib.*.d.ts', { cwd: folder });
  return new Set(
    libraries.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(DECLARATION)].map(
        ([, name = '']) => name,
      ),
    ),
  );
}

const DECLARATION = /^(?:declare )?(?:interface|type|class|var|namespace) (\w+)/gm;
