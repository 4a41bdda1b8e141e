export {
  type Auth,
  type Client,
  type ClientOptions as ClientTypeOptions,
  type Config,
  createClient,
  createConfig,
  type RequestResult,
} from './generated/client/index.js';
export { client } from './generated/client.gen.js';
export * from './generated/index.js';
