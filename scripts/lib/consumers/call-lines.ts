import type { Place } from '../diff/difference.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../document/json.ts';
import type { OperationEntry } from '../openapi/operations.ts';
import { contentOf, jsonSchemaOf, parametersOf, resolved, successesOf } from '../openapi/parts.ts';
import { schemaNameAt } from '../openapi/reach.ts';
import { type Line, line, plain } from './line.ts';
import { type Field, objectLines, propertiesOf } from './object-lines.ts';
import { operationIdOf, type Published, placeOfSchema, schemaBehind } from './published.ts';
import { sampleText } from './sample.ts';
import { typeText } from './type-text.ts';

/** How much a call says: what it must, with examples, or all it may, of the types it may be of. */
type Extent = 'required' | 'all';

/** An operation called with as little as it takes, and with all it takes; its answer is read. */
export function callLines(published: Published, entry: OperationEntry): Line[] {
  const operationId = operationIdOf(entry);
  const place: Place = { pointer: entry.pointer, owner: entry.pointer, label: operationId };
  const call = (extent: Extent): Line[] => [
    line(`await ${operationId}({ client, throwOnError: true,`, 'consumer-call', place),
    ...argumentLines(published, entry, place, extent),
    plain('});'),
  ];
  const [required, ...more] = call('required');
  const answer = answerType(published, entry.operation);
  return [
    plain(`export async function use_${operationId}() {`),
    ...(required ? [{ ...required, text: `const { data } = ${required.text}` }] : []),
    ...more,
    ...(answer === undefined ? [] : [line(`read<${answer}>(data);`, 'consumer-read', place)]),
    ...call('all'),
    plain('}'),
  ];
}

function answerType({ document }: Published, operation: JsonObject): string | undefined {
  const types = successesOf(operation).map(([, response]) =>
    typeText(jsonSchemaOf(document, response), 'read'),
  );
  return types.length > 0 ? types.join(' | ') : undefined;
}

function argumentLines(
  published: Published,
  { operation, pathItem }: OperationEntry,
  place: Place,
  extent: Extent,
): Line[] {
  const parameters = parametersOf(published.document, pathItem, operation);
  const groups = (['path', 'query', 'header'] as const).flatMap((location) => {
    const fields = parameters
      .map((one, index) => ({ one, field: parameterField(published, one, index, place, extent) }))
      .filter(({ one }) => one.in === location && (extent === 'all' || one.required === true))
      .map(({ field }) => field);
    const key = location === 'header' ? 'headers' : location;
    return fields.length > 0 ? objectLines(`${key}: `, fields, ',', place) : [];
  });
  return [...groups, ...bodyLines(published, operation.requestBody, place, extent)];
}

function parameterField(
  published: Published,
  { name, schema, example }: JsonObject,
  index: number,
  place: Place,
  extent: Extent,
): Field {
  const text = extent === 'all' ? givenText(schema) : sampleText(published, schema, example);
  return {
    name: String(name),
    text,
    place: {
      ...place,
      pointer: place.pointer + toPointer(['parameters', index]),
      label: `${String(name)} of ${place.label}`,
    },
  };
}

function bodyLines(
  published: Published,
  requestBody: Json | undefined,
  place: Place,
  extent: Extent,
): Line[] {
  const body = resolved(published.document, requestBody);
  const [content] = contentOf(published.document, body);
  if (!body || !content || (extent === 'required' && body.required !== true)) return [];
  const { schema, example } = content[1];
  const properties = propertiesOf(schemaBehind(published, schema));
  if (properties.length === 0) {
    return [line(`body: ${givenText(schema)},`, 'consumer-call', place)];
  }
  const name = nameOf(schema);
  const placeOf = (property: string): Place =>
    name === undefined
      ? { ...place, label: `${property} of body of ${place.label}` }
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

/** Whatever value the contract took: a program has it in a variable of that type. */
function givenText(schema: Json | undefined): string {
  return `given<${typeText(schema, 'given')}>()`;
}

function nameOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.$ref === 'string'
    ? schemaNameAt(schema.$ref.slice(1))
    : undefined;
}
