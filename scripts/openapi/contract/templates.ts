import type { Problem } from '../../cli/problem.ts';
import { isObject, type JsonObject, toPointer } from '../json.ts';
import { shortList } from '../short-value.ts';

/** Path templates that every tool can tell apart, with their operations in place. */
export function templateProblems({ paths }: JsonObject, file: string): Problem[] {
  if (!isObject(paths)) return [];
  return [...referringPathItems(paths, file), ...collidingTemplates(Object.keys(paths), file)];
}

/** The names in a path template, in order. */
export function namesIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
}

function referringPathItems(paths: JsonObject, file: string): Problem[] {
  return Object.entries(paths).flatMap(([path, pathItem]) =>
    isObject(pathItem) && Object.hasOwn(pathItem, '$ref')
      ? [
          {
            file,
            pointer: toPointer(['paths', path, '$ref']),
            message: `the path ${path} is a reference, which each generator treats in its own way`,
            hint: 'Write its operations out in place.',
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
