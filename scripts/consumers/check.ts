import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readOpenApi } from '../diff/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { type Break, generatedBreaks, handwrittenBreaks } from './breaks.ts';
import {
  type CompileError,
  compilePrograms,
  type PackageFolders,
  packagesIn,
  requireBuilt,
} from './packages.ts';
import { publishedContract } from './program.ts';
import { programsOf, programText } from './programs.ts';

export interface ConsumersInput {
  /** The contract that consumers wrote their code for. */
  readonly published: JsonObject;
  /** Handwritten programs for this contract, by file name. */
  readonly handwritten: ReadonlyMap<string, string>;
  /** The current packages. */
  readonly packages: PackageFolders;
}

export interface ConsumersCheck {
  readonly programs: number;
  readonly lines: number;
  readonly breaks: readonly Break[];
}

/** Generated and handwritten programs can have the same file name. */
const PREFIX = 'handwritten-';

/** Compiles code for the published contract with the current packages and reports breaks. */
export async function checkConsumers(input: ConsumersInput): Promise<ConsumersCheck> {
  const { published, handwritten, packages } = input;
  const programs = programsOf(published);
  const files = new Map([
    ...programs.map((program) => [program.file, programText(program)] as const),
    ...[...handwritten].map(([file, text]) => [`${PREFIX}${file}`, text] as const),
  ]);
  const errors = await compilePrograms(packages, files);
  const isHandwritten = ({ file }: CompileError) => file.startsWith(PREFIX);
  const breaks = generatedBreaks(
    programs,
    errors.filter((error) => !isHandwritten(error)),
  );
  const others = errors
    .filter(isHandwritten)
    .map((error) => ({ ...error, file: error.file.slice(PREFIX.length) }));
  return {
    programs: files.size,
    lines: [...files.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0),
    breaks: [
      ...breaks,
      ...handwrittenBreaks(publishedContract(published), handwritten, others, breaks),
    ],
  };
}

export interface RepositoryCheck extends ConsumersCheck {
  readonly published: JsonObject;
}

/**
 * Compiles code for the last published contract of a repository with its built packages.
 *
 * @throws `PipelineError` if they are not built from their current sources.
 */
export async function checkRepository(root: string): Promise<RepositoryCheck> {
  const paths = contractPaths(root);
  const packages = await packagesIn(root);
  await requireBuilt(packages);
  const [published, handwritten] = await Promise.all([
    readOpenApi(displayPath(paths.published), root),
    readHandwritten(paths.consumers),
  ]);
  return { ...(await checkConsumers({ published, handwritten, packages })), published };
}

/** Reads the handwritten programs in a folder, by file name. */
export async function readHandwritten(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.ts'));
  const read = async (file: string) => [file, await readFile(join(folder, file), 'utf8')] as const;
  return new Map(await Promise.all(files.sort().map(read)));
}
