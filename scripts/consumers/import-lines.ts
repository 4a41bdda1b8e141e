import type { Place } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { OperationEntry } from '../openapi/operations.ts';
import { contentOf, jsonSchemaOf, parametersOf, successesOf } from '../openapi/parts.ts';
import { type Line, line, plain } from './line.ts';
import { operationIdOf, type Published, placeOfSchema } from './published.ts';
import { constantsOf } from './schema-lines.ts';
import { typeText } from './type-text.ts';

/** What every program starts with; `read` and `given` stand for what programs do with values. */
export const HEADER: readonly Line[] = [
  plain("import { createClient, createConfig } from '@kaiten-sdk/client';"),
  plain("const client = createClient(createConfig({ baseUrl: 'https://example.kaiten.ru' }));"),
  plain('declare function read<T>(value: T): void;'),
  plain('declare function given<T>(): T;'),
];

/** The names of one operation: its function, its types and its validators. */
export function operationImports(published: Published, entry: OperationEntry): Line[] {
  const operationId = operationIdOf(entry);
  const place: Place = { pointer: entry.pointer, owner: entry.pointer, label: operationId };
  const name = capitalised(operationId);
  const validators = validatorsOf(published, entry);
  const from = (what: string, module: string) =>
    line(`import ${what} from '${module}';`, 'consumer-import', place);
  return [
    from(`{ ${operationId} }`, '@kaiten-sdk/client'),
    from(`type { ${name}Data, ${name}Response }`, '@kaiten-sdk/client'),
    ...validators.map(({ validator }) =>
      from(`{ ${validator} }`, `@kaiten-sdk/zod/operations/${operationId}`),
    ),
    ...validators.map(({ validator, type }) =>
      line(`read<${type}>(${validator}.parse(undefined));`, 'consumer-read', place),
    ),
  ];
}

/** Validators of an operation with the types of what they let through. */
function validatorsOf(
  { document }: Published,
  { operation, pathItem }: OperationEntry,
): { validator: string; type: string }[] {
  const name = capitalised(operationIdOf({ operation }));
  const locations = new Set(
    parametersOf(document, pathItem, operation).map((parameter) => parameter.in),
  );
  const answer = successesOf(operation)
    .map(([, response]) => typeText(jsonSchemaOf(document, response), 'read'))
    .join(' | ');
  const [body] = contentOf(document, operation.requestBody);
  return [
    ...(locations.has('path') ? [{ validator: `z${name}Path`, type: 'object' }] : []),
    ...(locations.has('query') ? [{ validator: `z${name}Query`, type: 'object' }] : []),
    ...(body ? [{ validator: `z${name}Body`, type: typeText(body[1].schema, 'read') }] : []),
    ...(answer ? [{ validator: `z${name}Response`, type: answer }] : []),
  ];
}

/** The names of a schema: its type, by either package, its constants and its validator. */
export function schemaImports(name: string, schema: JsonObject): Line[] {
  const place = placeOfSchema(name);
  const from = (what: string, module: string) =>
    line(`import ${what} from '${module}';`, 'consumer-import', place);
  return [
    from(`type { ${name} as ${name}OfClient }`, '@kaiten-sdk/client'),
    from(`{ z${name} }`, `@kaiten-sdk/zod/schemas/${name}`),
    ...(constantsOf(schema).length > 0
      ? [from(`{ ${name} as ${name}Constants }`, '@kaiten-sdk/client')]
      : []),
    line(`read<${name}>(given<${name}OfClient>());`, 'consumer-read', place),
    line(`read<${name}>(z${name}.parse(undefined));`, 'consumer-read', place),
  ];
}

/** The types that lines mention, which are named schemas. */
export function typeImports({ schemas }: Published, lines: readonly Line[]): Line[] {
  const mentioned = new Set(lines.flatMap(({ text }) => text.match(/\b[A-Z]\w*/g) ?? []));
  return Object.keys(schemas)
    .filter((name) => mentioned.has(name))
    .map((name) =>
      line(
        `import type { ${name} } from '@kaiten-sdk/types';`,
        'consumer-import',
        placeOfSchema(name),
      ),
    );
}

function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
