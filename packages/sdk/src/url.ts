import { KaitenError } from '@kaiten-sdk/core';
import { queryStyles } from './generated/facade/query-styles.gen.js';
import { type AddressOptions, DEFAULTS } from './options.js';

type Values = Readonly<Record<string, unknown>>;

const BASE_URL = /^https?:\/\/[\w.-]+(:\d+)?(\/[^?#]*)?$/i;
const HOST = /^[a-z\d-]+(\.[a-z\d-]+)*(:\d+)?$/i;

/**
 * The URL of the API without a trailing slash.
 *
 * @throws TypeError if neither or both of `domain` and `baseUrl` are set, or if one is invalid.
 */
export function baseUrlOf({ domain: own, baseUrl }: AddressOptions): string {
  const { apiPath, cloudSuffix, domainVariable } = DEFAULTS;
  const domain = own ?? (baseUrl === undefined ? environmentVariable(domainVariable) : undefined);
  if (domain && baseUrl !== undefined) {
    throw new TypeError('domain and baseUrl are both set: remove one of them');
  }
  if (baseUrl !== undefined) return checkedBaseUrl(baseUrl);
  if (!domain) throw new TypeError(`No domain: pass domain or baseUrl, or set ${domainVariable}`);
  if (HOST.test(domain)) {
    return `https://${/[.:]/.test(domain) ? domain : domain + cloudSuffix}${apiPath}`;
  }
  throw new TypeError(
    `domain is ${JSON.stringify(domain)}: use a name such as acme, or pass a full URL as baseUrl`,
  );
}

/**
 * A full URL of the API without its trailing slash.
 *
 * @throws TypeError if it is not an http URL, or has credentials or a query. The message does not
 * quote it.
 */
export function checkedBaseUrl(baseUrl: string): string {
  if (BASE_URL.test(baseUrl)) return baseUrl.replace(/\/+$/, '');
  throw new TypeError('baseUrl must be a URL such as https://acme.kaiten.ru/api/latest');
}

/** An environment variable, if the platform has any. An empty one counts as unset. */
export function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as {
    process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  };
  return process?.env?.[name] || undefined;
}

/** Path and query of an operation. Sends `broken_api=false` if the operation accepts it. */
export function urlOf(method: string, template: string, path?: Values, query?: Values): string {
  const hasStyle = (name: string) => queryStyles.has(`${method} ${template} ${name}`);
  const { broken_api = hasStyle('broken_api') ? false : undefined } = query ?? {};
  return pathOf(template, path) + queryOf({ ...query, broken_api }, hasStyle);
}

/**
 * Inserts the path parameters into a path template.
 *
 * @throws KaitenError if a parameter is missing, or is `.` or `..`.
 */
export function pathOf(pathTemplate: string, values: Values = {}): string {
  return pathTemplate.replaceAll(/\{(.+?)\}/g, (_, name: string) => {
    const value = String(values[name] ?? '');
    // `encodeURIComponent` does not encode dots, and `..` in a URL means the parent path.
    if (!/^\.{0,2}$/.test(value)) return encodeURIComponent(value);
    const message = `${pathTemplate}: ${name} is ${JSON.stringify(values[name])}; pass a value`;
    throw new KaitenError(message, { pathTemplate });
  });
}

/**
 * A query string that starts with `?`, or an empty string. `undefined` and `null` are left out.
 *
 * @param isJoined Whether an array with this name is sent as one comma-separated value.
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
