import type { operations } from './generated/openapi.gen.js';

/** The operationIds of the contract, such as `listSpaces`. */
export type OperationId = keyof operations;

/** Path parameters of an operation: `PathOf<'getSpace'>` is `{ space_id: number }`. */
export type PathOf<Id extends OperationId> = Parameters<Id, 'path'>;

/** Query parameters of an operation. */
export type QueryOf<Id extends OperationId> = Parameters<Id, 'query'>;

/** Header parameters of an operation, beyond authorization. */
export type HeadersOf<Id extends OperationId> = Parameters<Id, 'header'>;

/** The body that an operation takes: `BodyOf<'createSpace'>`. */
export type BodyOf<Id extends OperationId> = ContentOf<NonNullable<operations[Id]['requestBody']>>;

/** What an operation answers with when it succeeds: `ResponseOf<'listSpaces'>`. */
export type ResponseOf<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses'] & SuccessStatus]: ContentOf<
    operations[Id]['responses'][Status]
  >;
}[keyof operations[Id]['responses'] & SuccessStatus];

type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206;

type Parameters<
  Id extends OperationId,
  Location extends keyof operations[OperationId]['parameters'],
> = NonNullable<operations[Id]['parameters'][Location]>;

/** `content` is absent where an answer has no body. */
type ContentOf<Holder> = Holder extends { content: infer Content }
  ? Content[keyof Content]
  : undefined;
