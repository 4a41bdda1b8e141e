import { type ContractPart, schemaPart } from '../diff/index.ts';
import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { resolved } from '../openapi/parts.ts';
import { eventsOf } from '../openapi/webhook-events.ts';
import { givenText, propertyAccess, sampleText, typeText } from './code-text.ts';
import {
  lineUsing,
  objectLines,
  type ProgramLine,
  type PublishedContract,
  plainLine,
  propertiesOf,
} from './program.ts';

/** Lines that import a named schema and use its constants and each of its properties. */
export function schemaLines(published: PublishedContract, name: string): ProgramLine[] {
  const schema = published.schemas[name] ?? {};
  return [
    ...importLines(name, schema),
    ...constantsOf(schema).map((member, index) =>
      lineUsing(`read<${name}>(${name}Constants.${member});`, 'consumer-constant', {
        ...schemaPart(name),
        pointer: toPointer(['components', 'schemas', name, 'x-enum-varnames', index]),
        title: `constant \`${member}\` of schema \`${name}\``,
      }),
    ),
    ...(published.received.has(name)
      ? [...readLines(name, schema), ...unionLines(published, name, schema)]
      : givenLines(published, name, schema)),
  ];
}

/** Imports of a schema's type from both packages, its constants and its validator. */
function importLines(name: string, schema: JsonObject): ProgramLine[] {
  const part = schemaPart(name);
  const from = (what: string, module: string) =>
    lineUsing(`import ${what} from '${module}';`, 'consumer-import', part);
  return [
    from(`type { ${name} as ${name}OfClient }`, '@kaiten-sdk/client'),
    from(`{ z${name} }`, `@kaiten-sdk/zod/schemas/${name}`),
    ...(constantsOf(schema).length > 0
      ? [from(`{ ${name} as ${name}Constants }`, '@kaiten-sdk/client')]
      : []),
    lineUsing(`read<${name}>(given<${name}OfClient>());`, 'consumer-read', part),
    lineUsing(`read<${name}>(z${name}.parse(undefined));`, 'consumer-read', part),
  ];
}

/** The names of the constants that packages export for an enum. */
function constantsOf({ enum: values, 'x-enum-varnames': names }: JsonObject): string[] {
  return Array.isArray(values) && Array.isArray(names) ? names.map(String) : [];
}

function readLines(name: string, schema: JsonObject): ProgramLine[] {
  const { allOf, properties, additionalProperties } = schema;
  const part = schemaPart(name);
  const members = Array.isArray(allOf) ? allOf.filter(isObject) : [];
  const own = members.length > 0 || isObject(properties) ? [] : [schema];
  const bases = [...own, ...members.filter(({ $ref }) => typeof $ref === 'string')];
  return [
    plainLine(`export function read_${name}(it: ${name}) {`),
    ...bases.map((base) =>
      lineUsing(`read<${typeText(base, 'read')}>(it);`, 'consumer-read', part),
    ),
    ...[schema, ...members].flatMap(propertiesOf).map((property) => {
      const type = typeText(property.schema, 'read');
      const promised = property.required || type === 'unknown' ? type : `${type} | undefined`;
      const text = `read<${promised}>(it${propertyAccess(property.name)});`;
      return lineUsing(text, 'consumer-read', schemaPart(name, property.name));
    }),
    ...(isObject(additionalProperties) && isObject(properties)
      ? [
          lineUsing(
            `read<${typeText(additionalProperties, 'read')}>(it['']);`,
            'consumer-read',
            part,
          ),
        ]
      : []),
    plainLine('}'),
  ];
}

/** Object literals of a schema that is sent: with the required properties, then with all. */
function givenLines(published: PublishedContract, name: string, schema: JsonObject): ProgramLine[] {
  const part = schemaPart(name);
  const literals = propertiesOf(schema).map((property) => ({
    ...property,
    part: schemaPart(name, property.name),
    text: givenText(property.schema),
  }));
  if (literals.length === 0) {
    return [lineUsing(`read<${name}>(${givenText(schema)});`, 'consumer-call', part)];
  }
  const samples = literals
    .filter(({ required }) => required)
    .map((one) => ({ ...one, text: sampleText(published.document, one.schema) }));
  return [
    ...objectLines(`read<${name}>(`, samples, ');', part),
    ...objectLines(`read<${name}>(`, literals, ');', part),
  ];
}

/** Lines that distinguish the members of a union: by type guards and by a constant property. */
function unionLines(published: PublishedContract, name: string, schema: JsonObject): ProgramLine[] {
  const part = schemaPart(name);
  const union = schema.oneOf ?? schema.anyOf;
  const members = (Array.isArray(union) ? union : [])
    .filter(isObject)
    .filter(({ $ref }) => typeof $ref === 'string')
    .map((member) => ({
      type: typeText(member, 'read'),
      schema: resolved(published.document, member) ?? {},
    }));
  const guards = members.map(({ type }) => {
    const text = `export function is_${type}_of_${name}(it: ${name}): it is ${type} { return !!it; }`;
    return lineUsing(text, 'consumer-shape-switch', part);
  });
  const constants = (member: JsonObject, tag: string) =>
    propertiesOf(member)
      .filter((property) => property.name === tag && property.required)
      .flatMap((property) => constantValues(property.schema));
  const [first, ...others] = members;
  const tag = propertiesOf(first?.schema ?? {})
    .map((property) => property.name)
    .find((one) => members.every((member) => constants(member.schema, one).length > 0));
  if (others.length === 0 || tag === undefined) return guards;
  return [
    ...guards,
    plainLine(`export function switch_${name}(it: ${name}) {`),
    lineUsing(`switch (it${propertyAccess(tag)}) {`, 'consumer-shape-switch', part),
    ...members.map(({ type, schema: member }) =>
      lineUsing(caseText(constants(member, tag), type), 'consumer-shape-switch', part),
    ),
    lineUsing('default: read<never>(it);', 'consumer-shape-switch', part),
    plainLine('} }'),
  ];
}

/** The values that a schema accepts if it only accepts constants. */
function constantValues(schema: Json): Json[] {
  if (!isObject(schema)) return [];
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.anyOf) ? schema.anyOf.flatMap(constantValues) : [];
}

/** Lines that handle every webhook event. */
export function eventLines({ document }: PublishedContract): ProgramLine[] {
  const events = eventsOf(document).map(({ names, component }) => {
    const pointer = toPointer(['webhooks', names[0] ?? '']);
    const part: ContractPart = { pointer, owner: pointer, title: `webhook \`${names[0]}\`` };
    return { names, component, part };
  });
  if (events.length === 0) return [];
  const all = { pointer: '/webhooks', owner: '/webhooks', title: 'type `WebhookEvent`' };
  const payloads = events.flatMap(({ names, component, part }) =>
    names.map((name) => {
      const text = `read<${component}>(given<WebhookPayloads[${JSON.stringify(name)}]>());`;
      return lineUsing(text, 'consumer-read', part);
    }),
  );
  return [
    lineUsing(
      "import type { WebhookEvent, WebhookPayloads } from '@kaiten-sdk/webhooks';",
      'consumer-import',
      all,
    ),
    ...payloads,
    plainLine('export function on(it: WebhookEvent) {'),
    plainLine('switch (it.event) {'),
    ...events.map(({ names, component, part }) =>
      lineUsing(caseText(names, component), 'consumer-read', part),
    ),
    // A single event is not a union, so TypeScript does not narrow it.
    ...(events.length > 1
      ? [lineUsing('default: read<never>(it);', 'consumer-event-switch', all)]
      : []),
    plainLine('} }'),
  ];
}

function caseText(values: readonly Json[], type: string): string {
  const labels = values.map((value) => `case ${JSON.stringify(value)}:`);
  return `${labels.join(' ')} read<${type}>(it); break;`;
}
