export {
  createScimClient,
  DEFAULT_BASE_PATH,
  type ScimClientOptions,
} from './create-scim-client.js';
export type { Auth, Client, Config, RequestResult } from './generated/client/client/index.js';
export * from './generated/client/index.js';
