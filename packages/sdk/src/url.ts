import { KaitenError } from '@kaiten-sdk/core';

/**
 * A path template with its parameters in place.
 *
 * @throws KaitenError when one is missing, or would lead elsewhere.
 */
export function pathOf(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{(.+?)\}/g, (_, name: string) => {
    const value = values[name];
    // `encodeURIComponent` leaves dots alone, and a URL takes `..` for the way up.
    if (value === undefined || value === null || value === '' || /^\.\.?$/.test(String(value))) {
      throw new KaitenError(`${template}: ${name} is ${JSON.stringify(value)}; give a value`, {
        pathTemplate: template,
      });
    }
    return encodeURIComponent(String(value));
  });
}

/** A query with its question mark, or nothing. Absent and null values are left out. */
export function queryOf(values: Readonly<Record<string, unknown>> | undefined): string {
  let query = '';
  for (const name in values) query += pairsOf(name, values[name], query ? '&' : '?');
  return query;
}

function pairsOf(name: string, value: unknown, separator: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object' || value instanceof Date) {
    const text = value instanceof Date ? value.toISOString() : String(value);
    return `${separator}${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
  }
  let pairs = '';
  for (const [key, inner] of Object.entries(value)) {
    pairs += pairsOf(
      Array.isArray(value) ? name : `${name}[${key}]`,
      inner,
      pairs ? '&' : separator,
    );
  }
  return pairs;
}
