import { UsageError } from '@kaiten-sdk/scripts/cli/index.ts';
import { BASE_PATH } from '../server/contract-server.ts';

/** How to reach a tenant. */
export interface Connection {
  readonly baseUrl: string;
  readonly token: string;
}

interface Environment {
  readonly KAITEN_DOMAIN?: string | undefined;
  readonly KAITEN_TOKEN?: string | undefined;
}

/**
 * The tenant of `KAITEN_DOMAIN` (`acme`, `acme.kaiten.ru` or a host of your own) and `KAITEN_TOKEN`;
 * none where neither is set.
 *
 * @throws UsageError where only one is set, or the domain is no host.
 */
export function connectionIn(env: Environment): Connection | undefined {
  const { KAITEN_DOMAIN: domain, KAITEN_TOKEN: token } = env;
  if (!domain && !token) return undefined;
  if (!domain || !token) throw new UsageError('KAITEN_DOMAIN and KAITEN_TOKEN go together.');
  const host = domain.includes('.') ? domain : `${domain}.kaiten.ru`;
  if (!/^[a-z\d.-]+(:\d+)?$/i.test(host)) {
    throw new UsageError('KAITEN_DOMAIN must be a host name, such as acme or acme.kaiten.ru.');
  }
  return { baseUrl: `https://${host}${BASE_PATH}`, token };
}
