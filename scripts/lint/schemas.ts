import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { walk } from '../openapi/walk.ts';
import type { LintFinding } from './finding.ts';

/** Every schema describes its content, or gives the reason why it does not. */
export function schemaFindings(document: JsonObject): LintFinding[] {
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

/** Objects may get new properties, and generators lose some keywords next to `properties`. */
function closedFindings({ node, pointer }: DocumentNode): LintFinding[] {
  const { additionalProperties, maxProperties, minProperties, properties } = node;
  const rule = 'schema-open';
  const findings: LintFinding[] = [];
  if (additionalProperties === false || maxProperties === 0) {
    const what = isObject(properties) ? 'is closed' : 'is closed and empty';
    findings.push({ rule, pointer, message: what });
  }
  if (isObject(additionalProperties) && isObject(properties)) {
    findings.push({ rule, pointer, message: 'has both additionalProperties and properties' });
  }
  if (minProperties !== undefined) {
    const message = 'has minProperties, which generators lose: use x-at-least-one-of';
    findings.push({ rule, pointer, message });
  }
  return findings;
}

/** An object without properties, or a schema without a type, has `x-free-form` with the reason. */
function contentFindings(
  { node, pointer }: DocumentNode,
  excused: ReadonlySet<string>,
): LintFinding[] {
  const isExcused = excused.has(pointer) || excused.has(pointer.slice(0, pointer.lastIndexOf('/')));
  if ('x-free-form' in node && !isExcused) {
    return [
      { rule: 'free-form-reason', pointer, message: 'x-free-form must be the reason, as text' },
    ];
  }
  if (isExcused || describesContent(node)) return [];
  // Responses without a schema are found by `operationFindings`.
  if (/\/content\/[^/]+\/schema$/.test(pointer) && Object.keys(node).length === 0) return [];
  const message = 'does not describe its content and has no x-free-form with a reason';
  return [{ rule: 'free-form-reason', pointer, message }];
}

const COMPOSING = ['$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const', 'not', 'if'];

function describesContent(node: JsonObject): boolean {
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

function propertyFindings({ node, pointer }: DocumentNode): LintFinding[] {
  if (!isObject(node.properties)) return [];
  return Object.entries(node.properties)
    .filter(([, schema]) => !isDescribed(schema))
    .map(([name]) => ({
      rule: 'property-description',
      pointer: `${pointer}/properties/${name}`,
      message: 'has no description',
    }));
}

function componentFindings({ node, pointer }: DocumentNode): LintFinding[] {
  if (!/^\/components\/schemas\/[^/]+$/.test(pointer) || isDescribed(node)) return [];
  return [{ rule: 'component-description', pointer, message: 'has no description' }];
}

function isDescribed(schema: Json | undefined): boolean {
  return (
    isObject(schema) && typeof schema.description === 'string' && schema.description.trim() !== ''
  );
}

/**
 * Every enum is a component without null, and its values have names. The exception are discriminator
 * values of union members, which document validators require inline.
 */
export function enumFindings(document: JsonObject): LintFinding[] {
  const inline = discriminatorPointers(document);
  return [...walk(document)]
    .filter(({ kind, node }) => kind === 'schema' && Array.isArray(node.enum))
    .filter(({ pointer }) => !inline.has(pointer))
    .flatMap((node) => [...inlineFindings(node), ...nullFindings(node), ...varnameFindings(node)]);
}

/** Pointers to the discriminator properties of union members. */
function discriminatorPointers(document: JsonObject): ReadonlySet<string> {
  return new Set(
    [...walk(document)].flatMap(({ node: { discriminator } }) => {
      if (!isObject(discriminator) || !isObject(discriminator.mapping)) return [];
      const property = toPointer(['properties', String(discriminator.propertyName)]);
      return Object.values(discriminator.mapping).map((ref) => String(ref).slice(1) + property);
    }),
  );
}

function inlineFindings({ pointer }: DocumentNode): LintFinding[] {
  if (/^\/components\/schemas\/[^/]+$/.test(pointer)) return [];
  return [{ rule: 'enum-named', pointer, message: 'is an enum, but not a component' }];
}

function nullFindings({ node, pointer }: DocumentNode): LintFinding[] {
  const values = node.enum as Json[];
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (!values.includes(null) && !types.includes('null')) return [];
  const message = 'accepts null: allow null where the enum is used';
  return [{ rule: 'enum-not-null', pointer, message }];
}

function varnameFindings({ node, pointer }: DocumentNode): LintFinding[] {
  const values = node.enum as Json[];
  const names = node['x-enum-varnames'];
  const rule = 'enum-varnames';
  if (!Array.isArray(names)) return [{ rule, pointer, message: 'has no x-enum-varnames' }];
  const descriptions = node['x-enum-descriptions'];
  const findings: LintFinding[] = [];
  if (names.length !== values.length) {
    findings.push({
      rule,
      pointer,
      message: `has ${values.length} values, but ${names.length} names`,
    });
  }
  if (new Set(names).size !== names.length) {
    findings.push({ rule, pointer, message: 'has a name twice' });
  }
  for (const name of names.filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(String(name)))) {
    findings.push({ rule, pointer, message: `${JSON.stringify(name)} is not a PascalCase name` });
  }
  if (Array.isArray(descriptions) && descriptions.length !== values.length) {
    const message = `has ${values.length} values, but ${descriptions.length} descriptions`;
    findings.push({ rule, pointer, message });
  }
  return findings;
}
