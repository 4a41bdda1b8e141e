export { isObject, type Json, type JsonObject, toPointer } from './json.ts';
export { type OperationEntry, operationsOf } from './operations.ts';
export { contentOf, parametersOf, resolved } from './parts.ts';
export { parseDocument, readDocument } from './read.ts';
export { parsePointer, resolve } from './reference.ts';
export { atMost, shortList, shortValue } from './short-value.ts';
