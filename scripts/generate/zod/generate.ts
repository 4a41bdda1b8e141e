import type { JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { forValidators, withoutWebhooks } from '../directions.ts';
import { type GeneratedFiles, HEADER } from '../files.ts';
import { runHeyApi } from '../hey-api.ts';
import { checksOf, withChecks } from './checks.ts';
import {
  type ExportedSchema,
  lazyAndTyped,
  PACKAGE_IMPORTS,
  placeOf,
  type ZodImports,
} from './exports.ts';
import { resolversWith } from './resolvers.ts';
import { splitModule } from './split.ts';

/**
 * Generates the validators package: one file per operation and per component, and an index.
 *
 * @param imports The modules that the files import.
 */
export async function generateZod(
  contract: JsonObject,
  imports: ZodImports = PACKAGE_IMPORTS,
): Promise<GeneratedFiles> {
  const view = withoutWebhooks(forValidators(contract));
  const exported: ExportedSchema[] = [];
  const generated = await runHeyApi(
    view,
    [
      {
        name: 'zod',
        compatibilityVersion: 4,
        dates: { local: true, offset: true },
        definitions: { name: 'z{{name}}', case: 'preserve' },
        $resolvers: resolversWith(imports),
        $hooks: {
          events: { 'node:set:before': lazyAndTyped(imports, (schema) => exported.push(schema)) },
        },
      },
    ],
    { entryFile: false },
  );
  const text = withoutInnerLazies(generated.get('zod.gen.ts') ?? '');
  const checked = withChecks(text, checksOf(view, exported), imports.checks);
  const placement = exported.map(({ meta, symbol }) => [symbol.finalName, placeOf(meta)] as const);
  const files = splitModule(checked, new Map(placement));
  return new Map([...files, ['index.gen.ts', indexOf([...files.keys()].sort())]]);
}

/** The validators of the validators' package: those of `generateZod`, and a map of all operations. */
export async function generateValidators(contract: JsonObject): Promise<GeneratedFiles> {
  const files = await generateZod(contract);
  const ids = operationsOf(contract).map(({ operation }) => String(operation.operationId));
  return new Map([...files, ['validators.gen.ts', mapOf(ids.sort(), files)]]);
}

/**
 * The generator breaks cycles with `z.lazy((): any => zCard)`, which loses the type. Every export
 * is already lazy and typed (see `lazyAndTyped`), so the name alone is sufficient.
 */
function withoutInnerLazies(text: string): string {
  return text.replaceAll(/z\.lazy\(\(\): any => (z\w+)\)/g, '$1');
}

function indexOf(paths: readonly string[]): string {
  const exports = paths.map((path) => `export * from './${path.replace(/\.ts$/, '.js')}';`);
  return `${HEADER}\n\n${exports.join('\n')}\n`;
}

/**
 * A fixed name for each import, which bundlers resolve. It is the name that users import, so that
 * Node loads an operation as one file. An operation without a file has nothing to validate.
 */
function mapOf(ids: readonly string[], files: GeneratedFiles): string {
  const entries = ids.map((id) =>
    files.has(`operations/${id}.gen.ts`)
      ? `    ${id}: () => import('@kaiten-sdk/zod/operations/${id}'),`
      : `    ${id}: async () => ({}),`,
  );
  return `${HEADER}

import type { OperationId } from '@kaiten-sdk/types';

type LoadOperation = () => Promise<Readonly<Record<string, unknown>>>;

export const operations: Readonly<Record<OperationId, LoadOperation>> = {
${entries.join('\n')}
};
`;
}
