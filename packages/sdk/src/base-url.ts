import { addressOf } from './address.js';
import { environmentVariable } from './environment.js';

const CLOUD = '.kaiten.ru';
const HOST = /^[a-z\d-]+(\.[a-z\d-]+)*(:\d+)?$/i;

/** Where the company is: exactly one of the two. */
export type Place =
  | {
      /**
       * The company: `acme` and `acme.kaiten.ru` are `https://acme.kaiten.ru/api/latest`. Any other
       * host, such as `acme.kaiten.io`, `acme.flowfast.io` or your own, is given whole and is
       * `https://<host>/api/latest`. @default the variable KAITEN_DOMAIN
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
export function baseUrlOf({ domain: given, baseUrl }: Place): string {
  const domain =
    given ?? (baseUrl === undefined ? environmentVariable('KAITEN_DOMAIN') : undefined);
  if (domain && baseUrl !== undefined) {
    throw new TypeError('domain and baseUrl are both given: leave one out');
  }
  if (baseUrl !== undefined) return addressOf(baseUrl);
  if (!domain) throw new TypeError('No domain: give domain or baseUrl, or set KAITEN_DOMAIN');
  if (HOST.test(domain)) {
    return `https://${/[.:]/.test(domain) ? domain : domain + CLOUD}/api/latest`;
  }
  throw new TypeError(
    `domain is ${JSON.stringify(domain)}: give a name such as acme, or a whole address as baseUrl`,
  );
}
