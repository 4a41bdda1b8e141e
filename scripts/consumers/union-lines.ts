import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { type Line, line, plain } from './line.ts';
import { propertiesOf } from './object-lines.ts';
import { accessText } from './property-text.ts';
import { type Published, placeOfSchema, schemaBehind } from './published.ts';
import { typeText } from './type-text.ts';

/** How programs tell the shapes of a union apart: by guards of theirs, and by a value. */
export function unionLines(published: Published, name: string, schema: JsonObject): Line[] {
  const union = schema.oneOf ?? schema.anyOf;
  const members = Array.isArray(union) ? union.filter(isNamed) : [];
  const place = placeOfSchema(name);
  const guards = members.map((member) => {
    const type = typeText(member, 'read');
    const text = `export function is_${type}_of_${name}(it: ${name}): it is ${type} { return !!it; }`;
    return line(text, 'consumer-shape-switch', place);
  });
  return [...guards, ...switchLines(published, name, members)];
}

function switchLines(published: Published, name: string, members: readonly JsonObject[]): Line[] {
  const shapes = members.map((member) => schemaBehind(published, member));
  const tag = tagOf(shapes);
  if (tag === undefined) return [];
  const place = placeOfSchema(name);
  const cases = shapes.map((shape, index) => {
    const labels = constantsOfTag(shape, tag).map((value) => `case ${JSON.stringify(value)}:`);
    const read = `read<${typeText(members[index], 'read')}>(it); break;`;
    return line(`${labels.join(' ')} ${read}`, 'consumer-shape-switch', place);
  });
  return [
    plain(`export function switch_${name}(it: ${name}) {`),
    line(`switch (it${accessText(tag)}) {`, 'consumer-shape-switch', place),
    ...cases,
    line('default: read<never>(it);', 'consumer-shape-switch', place),
    plain('} }'),
  ];
}

/** The property whose value tells all the shapes apart. */
function tagOf(shapes: readonly JsonObject[]): string | undefined {
  const [first, ...others] = shapes;
  if (!first || others.length === 0) return undefined;
  return propertiesOf(first)
    .map(({ name }) => name)
    .find((name) => shapes.every((shape) => constantsOfTag(shape, name).length > 0));
}

function constantsOfTag(shape: JsonObject, tag: string): Json[] {
  const property = propertiesOf(shape).find(({ name, required }) => name === tag && required);
  return constantsIn(property?.schema);
}

function isNamed(member: Json): member is JsonObject {
  return isObject(member) && typeof member.$ref === 'string';
}

/** The values that something can only be: one, or several that mean the same. */
function constantsIn(schema: Json | undefined): Json[] {
  if (!isObject(schema)) return [];
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.anyOf) ? schema.anyOf.flatMap(constantsIn) : [];
}
