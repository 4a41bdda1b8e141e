import {
  type ClientOptions,
  type Config,
  createConfig as createGeneratedConfig,
} from './generated/client/index.js';

export { COLORS, type NamedColor } from './colors.js';
export {
  type Auth,
  type Client,
  type ClientOptions as ClientTypeOptions,
  type Config,
  createClient,
  type RequestResult,
} from './generated/client/index.js';
export * from './generated/index.js';

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
