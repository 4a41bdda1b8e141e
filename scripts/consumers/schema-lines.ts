import { isObject, type JsonObject } from '../openapi/json.ts';
import { type Line, line, plain } from './line.ts';
import { objectLines, propertiesOf } from './object-lines.ts';
import { accessText } from './property-text.ts';
import { type Published, placeOfSchema } from './published.ts';
import { sampleText } from './sample.ts';
import { givenText, typeText } from './type-text.ts';
import { unionLines } from './union-lines.ts';

/** A named schema used: its constants by name, its properties read or given one by one. */
export function schemaLines(published: Published, name: string): Line[] {
  const schema = published.schemas[name] ?? {};
  const lines = published.received.has(name)
    ? [...readLines(name, schema), ...unionLines(published, name, schema)]
    : givenLines(published, name, schema);
  return [...constantLines(name, schema), ...lines];
}

/** The names of an enum's constants, as they are exported; empty where it has none. */
export function constantsOf({ enum: values, 'x-enum-varnames': names }: JsonObject): string[] {
  return Array.isArray(values) && Array.isArray(names) ? names.map(String) : [];
}

function constantLines(name: string, schema: JsonObject): Line[] {
  const place = placeOfSchema(name);
  return constantsOf(schema).map((member, index) =>
    line(`read<${name}>(${name}Constants.${member});`, 'consumer-constant', {
      ...place,
      pointer: `${place.pointer}/x-enum-varnames/${index}`,
      label: `${name}.${member}`,
    }),
  );
}

function readLines(name: string, schema: JsonObject): Line[] {
  const { allOf, properties, additionalProperties } = schema;
  const parts = Array.isArray(allOf) ? allOf.filter(isObject) : [];
  const own = parts.length > 0 || isObject(properties) ? [] : [typeText(schema, 'read')];
  const bases = [...own, ...parts.filter(isReference).map((part) => typeText(part, 'read'))];
  const reads = [schema, ...parts].flatMap(propertiesOf).map((property) => {
    const type = typeText(property.schema, 'read');
    const promised = property.required || type === 'unknown' ? type : `${type} | undefined`;
    return line(
      `read<${promised}>(it${accessText(property.name)});`,
      'consumer-read',
      placeOfSchema(name, property.name),
    );
  });
  const place = placeOfSchema(name);
  return [
    plain(`export function read_${name}(it: ${name}) {`),
    ...bases.map((type) => line(`read<${type}>(it);`, 'consumer-read', place)),
    ...reads,
    ...(isObject(additionalProperties) && isObject(properties)
      ? [line(`read<${typeText(additionalProperties, 'read')}>(it['']);`, 'consumer-read', place)]
      : []),
    plain('}'),
  ];
}

function isReference(schema: JsonObject): boolean {
  return typeof schema.$ref === 'string';
}

/** A value of what is sent, with as little as it takes, and with all of the promised types. */
function givenLines(published: Published, name: string, schema: JsonObject): Line[] {
  const place = placeOfSchema(name);
  const properties = propertiesOf(schema);
  if (properties.length === 0) {
    return [line(`read<${name}>(${givenText(schema)});`, 'consumer-call', place)];
  }
  const fieldsOf = (textOf: (schema: JsonObject) => string, all: boolean) =>
    properties
      .filter(({ required }) => all || required)
      .map((one) => ({
        name: one.name,
        text: textOf(one.schema),
        place: placeOfSchema(name, one.name),
      }));
  const least = fieldsOf((one) => sampleText(published, one), false);
  const all = fieldsOf(givenText, true);
  return [
    ...objectLines(`read<${name}>(`, least, ');', place),
    ...objectLines(`read<${name}>(`, all, ');', place),
  ];
}
