import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type UserConfig } from '@hey-api/openapi-ts';
import { readFiles } from '../cli/folder.ts';
import { PipelineError } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import { type GeneratedFiles, HEADER } from './files.ts';

type Plugins = NonNullable<UserConfig['plugins']>;

/** Runs @hey-api/openapi-ts in a temporary folder and returns the files that it wrote. */
export async function runHeyApi(
  document: JsonObject,
  plugins: Plugins,
  { entryFile }: { entryFile: boolean },
): Promise<GeneratedFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'kaiten-sdk-generate-'));
  try {
    await createClient({
      // It adds to its input; the caller keeps its own.
      input: structuredClone(document),
      logs: { level: 'silent', file: false },
      output: { path: folder, header: HEADER, entryFile, module: { extension: '.js' } },
      plugins,
    });
    return await readFiles(folder);
  } catch (cause) {
    throw new PipelineError(`@hey-api/openapi-ts failed: ${reasonOf(cause)}`, [], { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its errors have the actual error as cause and no message. */
function reasonOf(error: unknown): string {
  const inner = (error as { originalError?: { error?: unknown } }).originalError?.error ?? error;
  return inner instanceof Error ? inner.message : String(inner);
}

/**
 * Copies a hand-written module of one package into the generated files of another, which avoids
 * maintaining it twice.
 *
 * @param path From the root of the repository.
 * @param imports The specifiers to replace, with their replacements.
 * @throws If the module does not import one of them.
 */
export async function copiedModule(
  path: string,
  imports: Readonly<Record<string, string>> = {},
): Promise<string> {
  let text = await readFile(join(ROOT, path), 'utf8');
  for (const [from, to] of Object.entries(imports)) {
    if (!text.includes(`'${from}'`)) throw new Error(`${path} does not import ${from}`);
    text = text.replaceAll(`'${from}'`, `'${to}'`);
  }
  return `${HEADER}\n\n${text}`;
}
