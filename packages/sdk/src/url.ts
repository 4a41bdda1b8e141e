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
export function queryOf(values: Readonly<Record<string, unknown>> = {}): string {
  const pairs = Object.entries(values).flatMap(([name, value]) => pairsOf(name, value));
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function pairsOf(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const plain = value instanceof Date ? value.toISOString() : value;
  if (typeof plain !== 'object') {
    return [`${encodeURIComponent(name)}=${encodeURIComponent(String(plain))}`];
  }
  return Object.entries(plain).flatMap(([key, inner]) =>
    pairsOf(Array.isArray(plain) ? name : `${name}[${key}]`, inner),
  );
}
