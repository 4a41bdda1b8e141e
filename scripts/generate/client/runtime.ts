import { PipelineError } from '../../cli/problem.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { parametersOf } from '../../openapi/parts.ts';
import type { GeneratedFiles } from '../files.ts';
import { copiedModule } from '../hey-api.ts';
import { queryStylesOf } from '../query-styles.ts';

const ENCODER = 'core/encode-url.gen.ts';
const FORMS = 'core/form-data.gen.ts';

const SECURITY = "[{ scheme: 'bearer', type: 'http' }]";

/** Passages of the generator's runtime that are replaced: its encoding of URLs and of forms. */
const REPLACEMENTS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'core/bodySerializer.gen.ts': [
    [
      /import type \{ ArrayStyle.*?;\n/s,
      `import type { QueryStyles } from './encode-url.gen.js';
import { formDataOf } from './form-data.gen.js';
`,
    ],
    [
      /type QuerySerializerOptionsObject = .*?\n\};\n\n.*?export type QuerySerializerOptions .*?\n\};\n/s,
      'export type QuerySerializerOptions = QueryStyles;\n',
    ],
    [/const serializeFormDataPair = .*?\n\};\n\n/s, ''],
    [
      /(formDataBodySerializer = \{\n {2}bodySerializer: )\(body: unknown\): FormData => \{.*?\n {2}\},\n/s,
      '$1(body: unknown): FormData => formDataOf(body),\n',
    ],
  ],
  'client/client.gen.ts': [
    // Every operation has it, so that functions need not repeat it.
    [/const opts = \{\n/, `$&      security: ${SECURITY} as const,\n`],
  ],
  'core/utils.gen.ts': [
    [/BodySerializer, QuerySerializer \}/, 'BodySerializer }'],
    [/import \{\n {2}type ArraySeparatorStyle.*?;\n/s, ''],
    [/export interface PathSerializer .*?(?=export function getValidRequestBody)/s, ''],
  ],
  'client/utils.gen.ts': [
    [
      /import type \{ QuerySerializerOptions \}.*?;\n/,
      "import { encodeUrl } from '../core/encode-url.gen.js';\n",
    ],
    [/import \{\n {2}serializeArrayParam.*?;\n/s, ''],
    [/import \{ getUrl \}.*?;\n/, ''],
    [/export const createQuerySerializer = .*?\n\};\n\n/s, ''],
    [
      /(buildUrl: Client\['buildUrl'\] = )\(options\) =>\n {2}getUrl\(.*?\n {2}\}\);\n/s,
      `$1(options) => {
  const { baseUrl = '', path, query = {}, querySerializer: styles, url: pathTemplate } = options;
  const { method = 'GET' } = options as { method?: string };
  const operation = { method, pathTemplate };
  if (typeof styles !== 'function') {
    return baseUrl + encodeUrl({ ...operation, styles }, path, query as object);
  }
  const search = styles(query as Record<string, unknown>).replace(/^\\??(?=.)/, '?');
  return baseUrl + encodeUrl(operation, path) + search;
};
`,
    ],
    [/const defaultQuerySerializer = .*?\n\}\);\n\n/s, ''],
    [/ {2}querySerializer: defaultQuerySerializer,\n/, ''],
  ],
};

/** The generated client with the encoding of URLs and forms that the other packages have. */
export async function withSharedEncoding(
  files: GeneratedFiles,
  contract: JsonObject,
): Promise<GeneratedFiles> {
  const changed = new Map(files);
  for (const [path, replacements] of Object.entries(REPLACEMENTS)) {
    changed.set(path, replaced(path, files.get(path), replacements));
  }
  changed.set('sdk.gen.ts', withQueryStyles(files.get('sdk.gen.ts') ?? '', contract));
  changed.set(ENCODER, await copiedModule('packages/core/src/encode-url.ts'));
  changed.set(FORMS, await copiedModule('packages/core/src/form-data.ts'));
  changed.delete('core/pathSerializer.gen.ts');
  return changed;
}

function replaced(
  path: string,
  text = '',
  replacements: readonly (readonly [RegExp, string])[],
): string {
  return replacements.reduce((result, [pattern, replacement]) => {
    if (pattern.test(result)) return result.replace(pattern, replacement);
    throw new PipelineError(`${path} of @hey-api/openapi-ts has nothing like ${pattern}`, []);
  }, text);
}

/** Adds to each function how its query is sent, in place of what the generator says of it. */
function withQueryStyles(text: string, contract: JsonObject): string {
  const styles = new Map(
    operationsOf(contract).map(({ method, path, operation, pathItem }) => [
      `${method} ${path}`,
      queryStylesOf(parametersOf(contract, pathItem, operation)),
    ]),
  );
  const functions = text.split(/(?=^export const )/m).map((one) => {
    const [, method, path] = /\.(\w+)<[^;]*?\n {4}url: '(.*?)'/s.exec(one) ?? [];
    const own = styles.get(`${method} ${path}`);
    const bare = one
      .replace(/ {4}querySerializer: .*\n/, '')
      .replace(`    security: ${SECURITY},\n`, '');
    return own
      ? bare.replace(/^ {4}url: /m, `    querySerializer: ${JSON.stringify(own)},\n$&`)
      : bare;
  });
  const missing = [...styles.values()].filter(Boolean).length - count(functions);
  if (missing === 0) return functions.join('');
  throw new PipelineError(`sdk.gen.ts lacks the query styles of ${missing} operations`, []);
}

function count(functions: readonly string[]): number {
  return functions.filter((one) => / {4}querySerializer: /.test(one)).length;
}
