import { rootsOf } from '../openapi/check-contract.ts';
import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type JsonObject } from '../openapi/json.ts';
import { reach, walk } from '../openapi/walk.ts';

export interface SchemaStats {
  readonly components: number;
  readonly enums: number;
  readonly properties: number;
  readonly describedProperties: number;
  readonly responseProperties: number;
  readonly requiredResponseProperties: number;
  readonly freeForm: readonly FreeForm[];
}

interface FreeForm {
  /** RFC 6901 pointer to what says nothing of its content. */
  readonly pointer: string;
  readonly reason: string;
}

export function schemaStats(document: JsonObject): SchemaStats {
  const { schemas } = isObject(document.components) ? document.components : ({} as JsonObject);
  const all = schemasOf(walk(document));
  const answered = schemasOf(reach(document, rootsOf(document).response));
  const properties = all.flatMap(propertiesOf);
  return {
    components: isObject(schemas) ? Object.keys(schemas).length : 0,
    enums: all.filter(({ node }) => Array.isArray(node.enum)).length,
    properties: properties.length,
    describedProperties: properties.filter(({ isDescribed }) => isDescribed).length,
    responseProperties: answered.flatMap(propertiesOf).length,
    requiredResponseProperties: answered
      .flatMap(propertiesOf)
      .filter(({ isRequired }) => isRequired).length,
    freeForm: all.flatMap(freeFormOf),
  };
}

function schemasOf(nodes: Iterable<DocumentNode>): DocumentNode[] {
  return [...nodes].filter(({ kind }) => kind === 'schema');
}

interface Property {
  readonly isDescribed: boolean;
  readonly isRequired: boolean;
}

function propertiesOf({ node }: DocumentNode): Property[] {
  const required = Array.isArray(node.required) ? node.required : [];
  return Object.entries(isObject(node.properties) ? node.properties : {}).map(([name, schema]) => ({
    isDescribed: isObject(schema) && typeof schema.description === 'string',
    isRequired: required.includes(name),
  }));
}

function freeFormOf({ node, pointer }: DocumentNode): FreeForm[] {
  const reason = node['x-free-form'];
  return typeof reason === 'string' ? [{ pointer, reason }] : [];
}
