import type { operations } from './generated/openapi.gen.js';

/** The operationIds of the contract, such as `listSpaces`. */
export type OperationId = keyof operations;

/** Path parameters of an operation: `PathOf<'getSpace'>` is `{ space_id: number }`. */
export type PathOf<Id extends OperationId> = Parameters<Id, 'path'>;

/** Query parameters of an operation. */
export type QueryOf<Id extends OperationId> = Parameters<Id, 'query'>;

/** Header parameters of an operation, without authorization. */
export type HeadersOf<Id extends OperationId> = Parameters<Id, 'header'>;

/** The request body of an operation: `BodyOf<'createSpace'>`. */
export type BodyOf<Id extends OperationId> = ContentOf<NonNullable<operations[Id]['requestBody']>>;

/** The body of a successful response: `ResponseOf<'listSpaces'>` is `Space[]`. */
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

/** A response without a body has no `content`. */
type ContentOf<Holder> = Holder extends { content: infer Content }
  ? Content[keyof Content]
  : undefined;
