import { type AddressOptions, DEFAULTS } from './options.js';

// `URL.canParse` checks host and port, IPv6 addresses and names in other scripts included.
const BASE_URL = /^https?:\/\/[^\s?#@\\]+$/i;
const HOST = /^[\p{L}\p{M}\d-]+(\.[\p{L}\p{M}\d-]+)*(:\d+)?$/u;

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
  const url = `https://${/[.:]/.test(domain) ? domain : domain + cloudSuffix}${apiPath}`;
  if (HOST.test(domain) && URL.canParse(url)) return url;
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
  if (BASE_URL.test(baseUrl) && URL.canParse(baseUrl)) return baseUrl.replace(/\/+$/, '');
  throw new TypeError('baseUrl must be a URL such as https://acme.kaiten.ru/api/latest');
}

/** An environment variable, if the platform has any. An empty one counts as unset. */
export function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as {
    process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  };
  return process?.env?.[name] || undefined;
}
