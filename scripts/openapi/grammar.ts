import { isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { HTTP_METHODS } from './operations.ts';

/** The kind of an object in an OpenAPI document, as the specification names it. */
export type Kind =
  | 'document'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'responses'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'link'
  | 'callback'
  | 'components'
  | 'securityScheme'
  | 'schema';

export interface DocumentNode {
  readonly kind: Kind;
  readonly node: JsonObject;
  /** RFC 6901 pointer to it. */
  readonly pointer: string;
}

interface Field {
  readonly kind: Kind;
  readonly shape: 'one' | 'list' | 'map';
}

const one = (kind: Kind): Field => ({ kind, shape: 'one' });
const list = (kind: Kind): Field => ({ kind, shape: 'list' });
const map = (kind: Kind): Field => ({ kind, shape: 'map' });
/** Matches every name that has no specific meaning in the kind. */
const ANY_NAME = '*';

const parameterOrHeader = {
  schema: one('schema'),
  content: map('mediaType'),
  examples: map('example'),
};

/**
 * The fields in which each kind contains further objects. Other fields contain data (`default`,
 * `enum`, `const`, `example`, the examples of a schema) or nothing that can refer.
 */
const GRAMMAR: Record<Kind, Readonly<Record<string, Field>>> = {
  document: { paths: one('paths'), webhooks: map('pathItem'), components: one('components') },
  paths: { [ANY_NAME]: one('pathItem') },
  pathItem: {
    parameters: list('parameter'),
    ...Object.fromEntries(HTTP_METHODS.map((method) => [method, one('operation')])),
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: one('responses'),
    callbacks: map('callback'),
  },
  parameter: parameterOrHeader,
  requestBody: { content: map('mediaType') },
  responses: { [ANY_NAME]: one('response') },
  response: { content: map('mediaType'), headers: map('header'), links: map('link') },
  header: parameterOrHeader,
  mediaType: {
    schema: one('schema'),
    itemSchema: one('schema'),
    encoding: map('encoding'),
    examples: map('example'),
  },
  encoding: { headers: map('header') },
  example: {},
  link: {},
  callback: { [ANY_NAME]: one('pathItem') },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples: map('example'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
  },
  securityScheme: {},
  schema: {
    properties: map('schema'),
    patternProperties: map('schema'),
    dependentSchemas: map('schema'),
    $defs: map('schema'),
    definitions: map('schema'),
    allOf: list('schema'),
    anyOf: list('schema'),
    oneOf: list('schema'),
    prefixItems: list('schema'),
    items: one('schema'),
    contains: one('schema'),
    additionalProperties: one('schema'),
    unevaluatedItems: one('schema'),
    unevaluatedProperties: one('schema'),
    propertyNames: one('schema'),
    contentSchema: one('schema'),
    not: one('schema'),
    if: one('schema'),
    // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword; this table is never awaited.
    then: one('schema'),
    else: one('schema'),
  },
};

/** The kind of the entries in a section of `components`. */
export function componentKind(section: string): Kind | undefined {
  return fieldOf('components', section)?.kind;
}

/** The objects directly inside one, in document order. */
export function childrenOf(parent: DocumentNode): DocumentNode[] {
  return Object.entries(parent.node).flatMap(([key, value]) => {
    const field = fieldOf(parent.kind, key);
    return field ? childrenIn(value, field, parent.pointer + toPointer([key])) : [];
  });
}

function fieldOf(kind: Kind, key: string): Field | undefined {
  const fields = GRAMMAR[kind];
  if (Object.hasOwn(fields, key)) return fields[key];
  return key.startsWith('x-') || key === '$ref' ? undefined : fields[ANY_NAME];
}

function childrenIn(value: Json, { kind, shape }: Field, pointer: string): DocumentNode[] {
  if (shape === 'one') return isObject(value) ? [{ kind, node: value, pointer }] : [];
  if (shape === 'list' ? !Array.isArray(value) : !isObject(value)) return [];
  return Object.entries(value as object).flatMap(([key, node]) =>
    isObject(node) ? [{ kind, node, pointer: pointer + toPointer([key]) }] : [],
  );
}
