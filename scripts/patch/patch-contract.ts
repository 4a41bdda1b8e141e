import { basename, dirname, join } from 'node:path';
import { listFiles } from '../cli/folder.ts';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { serializeDocument, writeFileAtomic } from '../cli/write.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import { describeType, isObject, type JsonObject } from '../openapi/json.ts';
import { countDocument } from '../openapi/operations.ts';
import { readDocument } from '../openapi/read.ts';
import { buildContract } from './build.ts';
import { mismatchTable } from './mismatches/table.ts';
import type { Overlay } from './overlay/parse.ts';

/**
 * Writes the contract of a repository from its pinned upstream and its overlays, and beside it where
 * documentation and server differ.
 *
 * @param output The file to write; the repository's contract by default.
 * @returns One line that sums it up, and the warnings.
 * @throws `PipelineError` where something does not fit; the contract is as it was then.
 */
export async function patchContract(
  root: string,
  output: string = contractPaths(root).contract,
): Promise<{ summary: string; warnings: readonly Problem[] }> {
  const paths = contractPaths(root);
  const upstream = await readObject(paths.upstream);
  const overlays = await readOverlays(root);
  const { contract, warnings, mismatches } = await buildContract({ upstream, overlays });
  const outcome = await writeFileAtomic(output, serializeDocument(contract, output));
  await writeFileAtomic(join(dirname(output), MISMATCHES), mismatchTable(mismatches));
  const state = outcome === 'same' ? 'unchanged' : 'written';
  return {
    summary: `${displayPath(output)} ${state}: ${countsOf(contract, overlays)}`,
    warnings,
  };
}

const MISMATCHES = basename(contractPaths('').mismatches);

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
 * Reads the overlays of the contract in the order that `source.json` lists them.
 *
 * @param root The repository.
 * @throws `PipelineError` naming every overlay that is listed twice, listed and missing, or there
 * and not listed: an overlay that is silently left out would change the API of the packages.
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
      message: `lists ${name}, but there is no ${folder}/${name}${SUFFIX}`,
      hint: 'Add the file, or take it off the list overlays.',
    })),
    ...unlisted.map((file) => ({
      file: `${folder}/${file}`,
      message: `is not listed in ${source}`,
      hint: 'Put its name where it applies in the list overlays, or remove the file.',
    })),
  ];
}

/** What file managers and editors leave behind. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}

/**
 * Reads overlay files, from wherever they are, in their order.
 *
 * @throws `PipelineError` with what is wrong in every one of them that cannot be read.
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
  const document = await readDocument(file);
  if (isObject(document)) return { file, document };
  const message = `an overlay is an object, this is ${describeType(document)}`;
  throw new PipelineError(`${file} is not an overlay`, [{ file, message }]);
}
