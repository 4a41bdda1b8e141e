import type { Place } from '../diff/index.ts';
import { isObject, type Json, toPointer } from '../openapi/json.ts';
import { contentOf, resolved } from '../openapi/parts.ts';
import { schemaNameAt } from '../openapi/walk.ts';
import { type Line, line } from './line.ts';
import { type Field, objectLines, propertiesOf } from './object-lines.ts';
import { type Published, placeOfSchema, schemaBehind } from './published.ts';
import { sampleText } from './sample.ts';
import { givenText } from './type-text.ts';

/** How much a call says: what it must, with examples, or all it may, of the types it may be of. */
export type Extent = 'required' | 'all';

const INLINE = ['requestBody', 'content'];

/** The body of a call, a property on each line. */
export function bodyLines(
  published: Published,
  requestBody: Json | undefined,
  place: Place,
  extent: Extent,
): Line[] {
  const body = resolved(published.document, requestBody);
  const [content] = contentOf(published.document, body);
  if (!body || !content || (extent === 'required' && body.required !== true)) return [];
  const [type, { schema, example }] = content;
  const properties = propertiesOf(schemaBehind(published, schema));
  if (properties.length === 0) {
    return [line(`body: ${givenText(schema)},`, 'consumer-call', place)];
  }
  const name = nameOf(schema);
  const placeOf = (property: string): Place =>
    name === undefined
      ? {
          ...place,
          pointer: place.pointer + toPointer([...INLINE, type, 'schema', 'properties', property]),
          label: `body of ${place.label}.${property}`,
        }
      : placeOfSchema(name, property);
  const chosen = properties.filter(({ required }) => extent === 'all' || required);
  const fields = chosen.map((property): Field => {
    const given = isObject(example) ? example[property.name] : undefined;
    const text =
      extent === 'all' ? givenText(property.schema) : sampleText(published, property.schema, given);
    return { name: property.name, text, place: placeOf(property.name) };
  });
  return objectLines('body: ', fields, ',', name === undefined ? place : placeOfSchema(name));
}

function nameOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.$ref === 'string'
    ? schemaNameAt(schema.$ref.slice(1))
    : undefined;
}
