import type { Place } from '../diff/index.ts';
import { type JsonObject, toPointer } from '../openapi/json.ts';
import type { OperationEntry } from '../openapi/operations.ts';
import { jsonSchemaOf, parametersOf, successesOf } from '../openapi/parts.ts';
import { bodyLines, type Extent } from './body-lines.ts';
import { type Line, line, plain } from './line.ts';
import { type Field, objectLines } from './object-lines.ts';
import { operationIdOf, type Published } from './published.ts';
import { sampleText } from './sample.ts';
import { givenText, typeText } from './type-text.ts';

/** An operation called with as little as it takes, and with all it takes; its answer is read. */
export function callLines(published: Published, entry: OperationEntry): Line[] {
  const operationId = operationIdOf(entry);
  const place: Place = { pointer: entry.pointer, owner: entry.pointer, label: operationId };
  const call = (before: string, extent: Extent): Line[] => [
    line(`${before}await ${operationId}({ client, throwOnError: true,`, 'consumer-call', place),
    ...argumentLines(published, entry, place, extent),
    plain('});'),
  ];
  const answer = answerType(published, entry.operation);
  return [
    plain(`export async function use_${operationId}() {`),
    ...call('const { data } = ', 'required'),
    ...(answer === undefined ? [] : [line(`read<${answer}>(data);`, 'consumer-read', place)]),
    ...call('', 'all'),
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
