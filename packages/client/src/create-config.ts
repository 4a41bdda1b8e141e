import {
  type ClientOptions,
  type Config,
  createConfig as createGeneratedConfig,
} from './generated/client/index.js';

/**
 * The configuration of a client. What goes wrong is thrown, as the functions' types say; to have it
 * handed back as `error`, give `throwOnError: false` to each function.
 */
export function createConfig<T extends ClientOptions = ClientOptions>(
  override: Config<Omit<ClientOptions, keyof T> & T> = {},
): Config<Omit<ClientOptions, keyof T> & T> {
  return createGeneratedConfig<T>({ throwOnError: true, ...override } as Config<
    Omit<ClientOptions, keyof T> & T
  >);
}
