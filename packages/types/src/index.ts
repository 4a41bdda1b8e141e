export type * from './generated/openapi.gen.js';
export type {
  BodyOf,
  HeadersOf,
  OperationId,
  PathOf,
  QueryOf,
  ResponseOf,
} from './operation.js';
