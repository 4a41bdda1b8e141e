import {
  type Client,
  type ClientOptions,
  type Config,
  createClient as createGeneratedClient,
  createConfig as createGeneratedConfig,
} from './generated/client/index.js';

export { COLORS, type NamedColor } from './colors.js';
export type {
  Auth,
  Client,
  ClientOptions as ClientTypeOptions,
  Config,
  RequestResult,
} from './generated/client/index.js';
export * from './generated/index.js';

/**
 * Creates a client to pass to the functions. It follows no redirects, because `fetch` may turn a
 * redirected POST into a GET and send it to another host: a redirect is an error.
 *
 * @param config What `createConfig` returns. `redirect: 'follow'` lets `fetch` follow redirects.
 */
export function createClient(config: Config = {}): Client {
  return createGeneratedClient({ redirect: 'manual', ...config });
}

/**
 * Creates the configuration of a client that throws errors, as the types of the functions assume. To
 * get an error as `error` in the result instead, pass `throwOnError: false` to each function.
 */
export function createConfig<T extends ClientOptions = ClientOptions>(
  override: Config<Omit<ClientOptions, keyof T> & T> = {},
): Config<Omit<ClientOptions, keyof T> & T> {
  return createGeneratedConfig<T>({ throwOnError: true, ...override } as Config<
    Omit<ClientOptions, keyof T> & T
  >);
}
