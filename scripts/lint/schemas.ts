import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { walk } from '../openapi/walk.ts';
import type { Finding } from './finding.ts';

/** Every schema says what it holds, or why it does not. */
export function schemaFindings(document: JsonObject): Finding[] {
  const nodes = [...walk(document)].filter(({ kind }) => kind === 'schema');
  const excused = new Set(nodes.filter(isFreeForm).map(({ pointer }) => pointer));
  return nodes.flatMap((node) => [
    ...closedFindings(node),
    ...contentFindings(node, excused),
    ...propertyFindings(node),
    ...componentFindings(node),
  ]);
}

function isFreeForm({ node }: DocumentNode): boolean {
  return typeof node['x-free-form'] === 'string' && node['x-free-form'].trim() !== '';
}

/** Readers must take what is new, and generators lose what stands beside properties. */
function closedFindings({ node, pointer }: DocumentNode): Finding[] {
  const { additionalProperties, maxProperties, minProperties, properties } = node;
  const rule = 'schema-open';
  const findings: Finding[] = [];
  if (additionalProperties === false || maxProperties === 0) {
    const what = isObject(properties) ? 'is closed' : 'is closed and empty';
    findings.push({ rule, pointer, message: what });
  }
  if (isObject(additionalProperties) && isObject(properties)) {
    findings.push({ rule, pointer, message: 'has additionalProperties beside properties' });
  }
  if (minProperties !== undefined) {
    const message = 'has minProperties, which generators lose; x-at-least-one-of says it';
    findings.push({ rule, pointer, message });
  }
  return findings;
}

/** An object without properties, or a schema without a type, is marked with the reason. */
function contentFindings({ node, pointer }: DocumentNode, excused: ReadonlySet<string>): Finding[] {
  const isExcused = excused.has(pointer) || excused.has(pointer.slice(0, pointer.lastIndexOf('/')));
  if ('x-free-form' in node && !isExcused) {
    return [{ rule: 'free-form-reason', pointer, message: 'x-free-form is no reason' }];
  }
  if (isExcused || saysWhatItHolds(node)) return [];
  // What an answer lacks altogether is the operations' rule.
  if (/\/content\/[^/]+\/schema$/.test(pointer) && Object.keys(node).length === 0) return [];
  const message = 'says nothing of its content and has no x-free-form with a reason';
  return [{ rule: 'free-form-reason', pointer, message }];
}

const COMPOSING = ['$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const', 'not', 'if'];

function saysWhatItHolds(node: JsonObject): boolean {
  if (COMPOSING.some((key) => key in node)) return true;
  const types = typesOf(node);
  if (types.length === 0) return isObject(node.properties);
  if (!types.includes('object')) return true;
  const { additionalProperties, patternProperties, properties } = node;
  return [additionalProperties, patternProperties, properties].some(
    (value) => isObject(value) && Object.keys(value).length > 0,
  );
}

function typesOf({ type }: JsonObject): Json[] {
  if (type === undefined) return [];
  return Array.isArray(type) ? type : [type];
}

function propertyFindings({ node, pointer }: DocumentNode): Finding[] {
  if (!isObject(node.properties)) return [];
  return Object.entries(node.properties)
    .filter(([, schema]) => !isDescribed(schema))
    .map(([name]) => ({
      rule: 'property-description',
      pointer: `${pointer}/properties/${name}`,
      message: 'has no description',
    }));
}

function componentFindings({ node, pointer }: DocumentNode): Finding[] {
  if (!/^\/components\/schemas\/[^/]+$/.test(pointer) || isDescribed(node)) return [];
  return [{ rule: 'component-description', pointer, message: 'has no description' }];
}

function isDescribed(schema: Json | undefined): boolean {
  return (
    isObject(schema) && typeof schema.description === 'string' && schema.description.trim() !== ''
  );
}
