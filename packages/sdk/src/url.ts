import { KaitenError } from '@kaiten-sdk/core';
import { queryStyles } from './generated/facade/query-styles.gen.js';

type Values = Readonly<Record<string, unknown>>;

/** Path and query of an operation. What Kaiten answers broken by default is asked for whole. */
export function urlOf(method: string, template: string, path?: Values, query?: Values): string {
  const hasStyle = (name: string) => queryStyles.has(`${method} ${template} ${name}`);
  const { broken_api = hasStyle('broken_api') ? false : undefined } = query ?? {};
  return pathOf(template, path) + queryOf({ ...query, broken_api }, hasStyle);
}

/**
 * A path template with its parameters in place.
 *
 * @throws KaitenError when one is missing, or would lead elsewhere.
 */
export function pathOf(pathTemplate: string, values: Values = {}): string {
  return pathTemplate.replaceAll(/\{(.+?)\}/g, (_, name: string) => {
    const value = String(values[name] ?? '');
    // `encodeURIComponent` leaves dots alone, and a URL takes `..` for the way up.
    if (!/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
    const message = `${pathTemplate}: ${name} is ${JSON.stringify(values[name])}; give a value`;
    throw new KaitenError(message, { pathTemplate });
  });
}

/**
 * A query with its question mark, or nothing. Absent and null values are left out.
 *
 * @param isJoined Whether the array of that name goes as one value, with commas.
 */
export function queryOf(values: Values = {}, isJoined = (_name: string) => false): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [Array.isArray(value) && isJoined(name) ? value.join() : value].flat().flatMap((one) => {
      if (one === undefined || one === null) return [];
      return [[name, one instanceof Date ? one.toISOString() : String(one)]];
    }),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
}
