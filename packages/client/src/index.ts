export { COLORS, type NamedColor } from './colors.js';
export { createConfig } from './create-config.js';
export {
  type Auth,
  type Client,
  type ClientOptions as ClientTypeOptions,
  type Config,
  createClient,
  type RequestResult,
} from './generated/client/index.js';
export * from './generated/index.js';
