import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { listFiles } from '../cli/folder.ts';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { type FileContent, serializeDocument, writeFilesAtomic } from '../cli/write.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import { describeType, isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { countDocument } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { buildContract } from './build.ts';
import { mismatchTable } from './mismatches/table.ts';
import type { Overlay } from './overlay/parse.ts';
import { type OverlayLock, parseOverlayLock } from './upstream-guard.ts';

/**
 * Writes the contract of a repository from its pinned upstream and its overlays, the table of
 * differences between documentation and server, and the lock of the overlays.
 *
 * @param options.output The file to write; the contract of the repository by default.
 * @param options.keep Actions and places that are accepted with what upstream has there now.
 * @returns A one-line summary, and the warnings.
 * @throws `PipelineError` if anything is invalid; the contract is not changed then.
 */
export async function patchContract(
  root: string,
  options: { readonly output?: string | undefined; readonly keep?: readonly string[] } = {},
): Promise<{ summary: string; warnings: readonly Problem[] }> {
  const { keep, output = contractPaths(root).contract } = options;
  const overlays = await readOverlays(root);
  const { contract, files, warnings } = await contractFiles(root, { overlays, keep, output });
  const before = await readFile(output, 'utf8').catch(() => undefined);
  await mkdir(dirname(output), { recursive: true });
  await writeFilesAtomic(files);
  const state = files.some(({ content }) => content === before) ? 'unchanged' : 'written';
  return {
    summary: `${displayPath(output)} ${state}: ${countsOf(contract, overlays)}`,
    warnings,
  };
}

/**
 * The contract of a repository and the files beside it.
 *
 * @param options.output Where the contract belongs; the repository's contract by default.
 * @throws `PipelineError` if something does not fit.
 */
export async function contractFiles(
  root: string,
  options: {
    readonly overlays: readonly Overlay[];
    readonly keep?: readonly string[] | undefined;
    readonly output?: string;
  },
): Promise<{ contract: JsonObject; files: FileContent[]; warnings: readonly Problem[] }> {
  const paths = contractPaths(root);
  const { overlays, keep, output = paths.contract } = options;
  const [upstream, lock] = [await readObject(paths.upstream), await readOverlayLock(root)];
  const built = await buildContract({ upstream, overlays, lock, keep });
  const beside = (path: string) => join(dirname(output), basename(path));
  return {
    contract: built.contract,
    warnings: built.warnings,
    files: [
      { path: output, content: serializeDocument(built.contract, output) },
      { path: beside(paths.mismatches), content: mismatchTable(built.mismatches) },
      { path: beside(paths.overlayLock), content: serializeDocument({ ...built.lock }, '.json') },
    ],
  };
}

/** The lock of the overlays; none before the first contract is made. */
export async function readOverlayLock(root: string): Promise<OverlayLock | undefined> {
  const { overlayLock } = contractPaths(root);
  if (!existsSync(overlayLock)) return undefined;
  return parseOverlayLock(await readDocument(displayPath(overlayLock)), displayPath(overlayLock));
}

function countsOf(contract: JsonObject, overlays: readonly Overlay[]): string {
  const { operations, schemas } = countDocument(contract);
  const actions = overlays.flatMap(({ document }) => document.actions).length;
  return `${operations} operations, ${schemas} schemas, ${actions} actions of ${overlays.length} overlays`;
}

async function readObject(path: string): Promise<JsonObject> {
  const file = displayPath(path);
  const document = await readDocument(file);
  if (isObject(document)) return document;
  throw new PipelineError(`${file} is not an OpenAPI document`, [
    { file, message: `an object is needed, this is ${describeType(document)}` },
  ]);
}

const SUFFIX = '.overlay.yaml';

/**
 * Reads the overlays of the contract in the order in which `source.json` lists them.
 *
 * @param root The repository.
 * @throws `PipelineError` with every overlay that is listed twice, missing or not listed: omitting
 * an overlay silently would change the API of the packages.
 */
export async function readOverlays(root: string): Promise<Overlay[]> {
  const { overlays, source } = contractPaths(root);
  const listed = (await readSource(displayPath(source))).overlays;
  const files = (await listFiles(overlays)).filter((path) => !isHidden(path));
  const problems = disagreements(listed, files, displayPath(source), displayPath(overlays));
  if (problems.length > 0) {
    throw new PipelineError('The overlays are not those that source.json lists', problems);
  }
  return readOverlayFiles(listed.map((name) => join(overlays, `${name}${SUFFIX}`)));
}

function disagreements(
  listed: readonly string[],
  files: readonly string[],
  source: string,
  folder: string,
): Problem[] {
  const wanted = new Set(listed.map((name) => `${name}${SUFFIX}`));
  const twice = listed.filter((name, index) => listed.indexOf(name) !== index);
  const missing = listed.filter((name) => !files.includes(`${name}${SUFFIX}`));
  const unlisted = files.filter((file) => !wanted.has(file));
  return [
    ...twice.map((name) => ({ file: source, message: `lists ${name} twice` })),
    ...missing.map((name) => ({
      file: source,
      message: `lists ${name}, but ${folder}/${name}${SUFFIX} does not exist`,
      hint: 'Add the file, or remove its name from overlays.',
    })),
    ...unlisted.map((file) => ({
      file: `${folder}/${file}`,
      message: `is not listed in ${source}`,
      hint: 'Add its name to overlays at the position where it applies, or remove the file.',
    })),
  ];
}

/** Files that file managers and editors create. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}

/**
 * Reads overlay files in the given order.
 *
 * @throws `PipelineError` with the problems of all files that cannot be read.
 */
export async function readOverlayFiles(paths: readonly string[]): Promise<Overlay[]> {
  const results = await Promise.allSettled(paths.map(readOverlayFile));
  const overlays: Overlay[] = [];
  const problems: Problem[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') overlays.push(result.value);
    else if (result.reason instanceof PipelineError) problems.push(...result.reason.problems);
    else throw result.reason;
  }
  if (problems.length > 0) throw new PipelineError('The overlays cannot be read', problems);
  return overlays;
}

async function readOverlayFile(path: string): Promise<Overlay> {
  const file = displayPath(path);
  return overlayIn(await readDocument(file), file);
}

/** @throws `PipelineError` if the document is not an object. */
export function overlayIn(document: Json, file: string): Overlay {
  if (isObject(document)) return { file, document };
  const message = `an overlay is an object, this is ${describeType(document)}`;
  throw new PipelineError(`${file} is not an overlay`, [{ file, message }]);
}
