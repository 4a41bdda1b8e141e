import { type ContractPart, propertyPart, schemaPart } from '../diff/index.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import type { OperationEntry } from '../openapi/operations.ts';
import { contentOf, jsonSchemaOf, parametersOf, resolved, successesOf } from '../openapi/parts.ts';
import { schemaNameAt } from '../openapi/walk.ts';
import { givenText, sampleText, typeText } from './code-text.ts';
import {
  type LiteralProperty,
  lineUsing,
  objectLines,
  operationIdOf,
  operationPart,
  type ProgramLine,
  type PublishedContract,
  plainLine,
  propertiesOf,
} from './program.ts';

/** Lines that import an operation and call it: with the required arguments, then with all. */
export function operationLines(published: PublishedContract, entry: OperationEntry): ProgramLine[] {
  const operationId = operationIdOf(entry);
  const part = operationPart(entry);
  const result = resultType(published, entry.operation);
  const call = (before: string, extent: CallExtent): ProgramLine[] => [
    lineUsing(`${before}await ${operationId}({ client, throwOnError: true,`, 'consumer-call', part),
    ...argumentLines(published, entry, extent),
    plainLine('});'),
  ];
  return [
    ...importLines(published, entry),
    plainLine(`export async function use_${operationId}() {`),
    ...call('const { data } = ', 'required'),
    ...(result === '' ? [] : [lineUsing(`read<${result}>(data);`, 'consumer-read', part)]),
    ...call('', 'all'),
    plainLine('}'),
  ];
}

/** Imports of an operation's function, types and validators. */
function importLines(published: PublishedContract, entry: OperationEntry): ProgramLine[] {
  const operationId = operationIdOf(entry);
  const part = operationPart(entry);
  const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`;
  const validators = validatorsOf(published, entry, name);
  const from = (what: string, module: string) =>
    lineUsing(`import ${what} from '${module}';`, 'consumer-import', part);
  return [
    from(`{ ${operationId} }`, '@kaiten-sdk/client'),
    from(`type { ${name}Data, ${name}Response }`, '@kaiten-sdk/client'),
    ...validators.map(([validator]) =>
      from(`{ ${validator} }`, `@kaiten-sdk/zod/operations/${operationId}`),
    ),
    ...validators.map(([validator, type]) =>
      lineUsing(`read<${type}>(${validator}.parse(undefined));`, 'consumer-read', part),
    ),
  ];
}

/** The validators of an operation, with the types that they return. */
function validatorsOf(
  published: PublishedContract,
  { operation, pathItem }: OperationEntry,
  name: string,
): [validator: string, type: string][] {
  const { document } = published;
  const locations = new Set(parametersOf(document, pathItem, operation).map((one) => one.in));
  const result = resultType(published, operation);
  const [body] = contentOf(document, operation.requestBody);
  return [
    ...(locations.has('path') ? [[`z${name}Path`, 'object'] as [string, string]] : []),
    ...(locations.has('query') ? [[`z${name}Query`, 'object'] as [string, string]] : []),
    ...(body ? [[`z${name}Body`, typeText(body[1].schema, 'read')] as [string, string]] : []),
    ...(result ? [[`z${name}Response`, result] as [string, string]] : []),
  ];
}

/** The type of the successful responses; empty if there is none. */
function resultType({ document }: PublishedContract, operation: JsonObject): string {
  return successesOf(operation)
    .map(([, response]) => typeText(jsonSchemaOf(document, response), 'read'))
    .join(' | ');
}

/** The arguments of a call: the required ones with sample values, or all with their types. */
type CallExtent = 'required' | 'all';

function argumentLines(
  published: PublishedContract,
  entry: OperationEntry,
  extent: CallExtent,
): ProgramLine[] {
  const { document } = published;
  const part = operationPart(entry);
  const parameters = parametersOf(document, entry.pathItem, entry.operation).map(
    (parameter, index) => ({ ...parameter, index }) as JsonObject & { index: number },
  );
  const groups = (['path', 'query', 'header'] as const).flatMap((location) => {
    const properties = parameters
      .filter((one) => one.in === location && (extent === 'all' || one.required === true))
      .map(({ name, schema, example, index }): LiteralProperty => {
        const all = extent === 'all';
        return {
          name: String(name),
          text: all ? givenText(schema) : sampleText(document, schema, example),
          part: {
            ...part,
            pointer: part.pointer + toPointer(['parameters', index]),
            title: `${location} parameter \`${String(name)}\` of ${part.title}`,
          },
        };
      });
    const key = location === 'header' ? 'headers' : location;
    return properties.length > 0 ? objectLines(`${key}: `, properties, ',', part) : [];
  });
  return [...groups, ...bodyLines(published, entry.operation.requestBody, part, extent)];
}

function bodyLines(
  published: PublishedContract,
  requestBody: Json | undefined,
  operation: ContractPart,
  extent: CallExtent,
): ProgramLine[] {
  const { document } = published;
  const body = resolved(document, requestBody);
  const [content] = contentOf(document, body);
  if (!body || !content || (extent === 'required' && body.required !== true)) return [];
  const [type, { schema, example }] = content;
  const properties = propertiesOf(resolved(document, schema) ?? {});
  if (properties.length === 0) {
    return [lineUsing(`body: ${givenText(schema)},`, 'consumer-call', operation)];
  }
  const component = isObject(schema) ? schemaNameAt(String(schema.$ref).slice(1)) : undefined;
  const inline = {
    ...operation,
    pointer: operation.pointer + toPointer(['requestBody', 'content', type, 'schema']),
    title: `the request body of ${operation.title}`,
  };
  const literals = properties
    .filter(({ required }) => extent === 'all' || required)
    .map(({ name, schema: property }): LiteralProperty => {
      const sample = isObject(example) ? example[name] : undefined;
      return {
        name,
        text: extent === 'all' ? givenText(property) : sampleText(document, property, sample),
        part: component ? schemaPart(component, name) : propertyPart(inline, name),
      };
    });
  return objectLines('body: ', literals, ',', component ? schemaPart(component) : operation);
}
