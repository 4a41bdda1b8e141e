const API = '/api/latest';
const HOST = /^[a-z\d-]+(\.[a-z\d-]+)*(:\d+)?$/i;

/** Where the company is: exactly one of the two. */
export type Place =
  | {
      /**
       * The company: `acme` and `acme.kaiten.ru` are `https://acme.kaiten.ru/api/latest`, a host of
       * your own is `https://<host>/api/latest`. @default the variable KAITEN_DOMAIN
       */
      readonly domain?: string;
      readonly baseUrl?: never;
    }
  | {
      /** The whole address of the API, such as `https://kaiten.example.com/api/latest`. */
      readonly baseUrl: string;
      readonly domain?: never;
    };

/**
 * The address of the API, without a slash at its end.
 *
 * @throws TypeError when neither or both are given, or when what is given is no address.
 */
export function baseUrlOf({ domain, baseUrl }: { domain?: string; baseUrl?: string }): string {
  if (baseUrl !== undefined) {
    if (domain !== undefined)
      throw new TypeError('domain and baseUrl are both given: leave one out');
    return checked(baseUrl);
  }
  if (!domain) throw new TypeError('No domain: give domain or baseUrl, or set KAITEN_DOMAIN');
  if (!HOST.test(domain)) {
    throw new TypeError(
      `domain is ${JSON.stringify(domain)}: give a name such as acme or acme.kaiten.ru, or a whole address as baseUrl`,
    );
  }
  return `https://${domain.includes('.') || domain.includes(':') ? domain : `${domain}.kaiten.ru`}${API}`;
}

function checked(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new TypeError(
      'baseUrl is no address of an API: give one such as https://acme.kaiten.ru/api/latest, without credentials, query or fragment',
    );
  }
  return url.href.replace(/\/+$/, '');
}
