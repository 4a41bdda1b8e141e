import type { DocumentNode } from '../openapi/grammar.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { walk } from '../openapi/walk.ts';
import type { Finding } from './finding.ts';

/**
 * Every list of codes is a component of its own, without null, whose values have names; but not the
 * values by which the kinds of a union are told apart, which validators of documents want in place.
 */
export function enumFindings(document: JsonObject): Finding[] {
  const kinds = kindPointers(document);
  return [...walk(document)]
    .filter(({ kind, node }) => kind === 'schema' && Array.isArray(node.enum))
    .filter(({ pointer }) => !kinds.has(pointer))
    .flatMap((node) => [...placeFindings(node), ...nullFindings(node), ...nameFindings(node)]);
}

/** Where the members of unions have the property that tells them apart. */
function kindPointers(document: JsonObject): ReadonlySet<string> {
  return new Set(
    [...walk(document)].flatMap(({ node: { discriminator } }) => {
      if (!isObject(discriminator) || !isObject(discriminator.mapping)) return [];
      const property = toPointer(['properties', String(discriminator.propertyName)]);
      return Object.values(discriminator.mapping).map((ref) => String(ref).slice(1) + property);
    }),
  );
}

function placeFindings({ pointer }: DocumentNode): Finding[] {
  if (/^\/components\/schemas\/[^/]+$/.test(pointer)) return [];
  return [{ rule: 'enum-named', pointer, message: 'is an enum, but no component of its own' }];
}

function nullFindings({ node, pointer }: DocumentNode): Finding[] {
  const values = node.enum as Json[];
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (!values.includes(null) && !types.includes('null')) return [];
  const message = 'takes null, which belongs to the place of use';
  return [{ rule: 'enum-not-null', pointer, message }];
}

function nameFindings({ node, pointer }: DocumentNode): Finding[] {
  const values = node.enum as Json[];
  const names = node['x-enum-varnames'];
  const rule = 'enum-varnames';
  if (!Array.isArray(names)) return [{ rule, pointer, message: 'has no x-enum-varnames' }];
  const descriptions = node['x-enum-descriptions'];
  const findings: Finding[] = [];
  if (names.length !== values.length) {
    findings.push({ rule, pointer, message: `has ${values.length} values, ${names.length} names` });
  }
  if (new Set(names).size !== names.length) {
    findings.push({ rule, pointer, message: 'has a name twice' });
  }
  for (const name of names.filter((name) => !/^[A-Z][A-Za-z0-9]*$/.test(String(name)))) {
    findings.push({ rule, pointer, message: `${JSON.stringify(name)} is no PascalCase name` });
  }
  if (Array.isArray(descriptions) && descriptions.length !== values.length) {
    const message = `has ${values.length} values, ${descriptions.length} descriptions`;
    findings.push({ rule, pointer, message });
  }
  return findings;
}
