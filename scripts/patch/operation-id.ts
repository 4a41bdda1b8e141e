import type { HttpMethod } from '../openapi/operations.ts';

/**
 * A name for an operation that nobody named: `GET /widgets/{widget_id}` is `getWidgetsByWidgetId`.
 * Always a valid identifier, and never a reserved word.
 */
export function deriveOperationId(method: HttpMethod, path: string): string {
  const words = [...path.matchAll(/\{([^{}]*)\}|[A-Za-z0-9]+/g)].map(([word, parameter]) =>
    parameter === undefined ? capitalised(word) : `By${pascalCase(parameter)}`,
  );
  return method + (words.join('') || 'Root');
}

function pascalCase(text: string): string {
  return (text.match(/[A-Za-z0-9]+/g) ?? []).map(capitalised).join('');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
