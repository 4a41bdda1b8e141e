import type { Problem } from '../../cli/problem.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type OperationEntry, operationsOf } from '../operations.ts';
import { resolve } from '../reference.ts';
import { namesIn } from './templates.ts';

/** Each operation declares the parameters of its path, all of them, no others, and each once. */
export function parameterProblems(document: JsonObject, file: string): Problem[] {
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
      hint: 'Give each path parameter a name of its own.',
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
