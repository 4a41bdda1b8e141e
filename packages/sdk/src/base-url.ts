const CLOUD = '.kaiten.ru';
const ADDRESS = /^https?:\/\/[\w.-]+(:\d+)?(\/[^?#]*)?$/i;

/** Where the company is: exactly one of the two. */
export type Place =
  | {
      /**
       * The company: `acme` and `acme.kaiten.ru` are `https://acme.kaiten.ru/api/latest`, a host of
       * your own is `https://<host>/api/latest`. @default the variable KAITEN_DOMAIN
       */
      readonly domain?: string | undefined;
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
export function baseUrlOf(domain: string | undefined, baseUrl: string | undefined): string {
  if (!domain === !baseUrl) {
    throw new TypeError('Give one of domain and baseUrl, or set KAITEN_DOMAIN');
  }
  const host = domain && !/[.:]/.test(domain) ? domain + CLOUD : domain;
  const address = baseUrl ?? `https://${host}/api/latest`;
  if (ADDRESS.test(address) && !domain?.includes('/')) return address.replace(/\/+$/, '');
  throw new TypeError(
    domain
      ? `domain is ${JSON.stringify(domain)}: give a name such as acme, or an address as baseUrl`
      : 'baseUrl must be an address such as https://acme.kaiten.ru/api/latest',
  );
}
