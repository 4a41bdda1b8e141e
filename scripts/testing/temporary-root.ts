import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { contractPaths } from '../contracts/paths.ts';
import { type DownloadOptions, type DownloadPlan, downloadSpec } from '../download/index.ts';
import type { JsonObject } from '../openapi/json.ts';
import { sampleSpec } from './sample-spec.ts';

/** A port above the ephemeral range: nothing listens on it. */
export const UNREACHABLE_URL = 'http://127.0.0.1:65535/openapi.json';

interface RootOptions {
  /** The url of `source.json`. */
  readonly url?: string;
  /** The spec to pin; `null` if nothing was downloaded yet. */
  readonly spec?: JsonObject | null;
  readonly operations?: number;
}

/** For tests: a temporary folder with the files that the download needs. */
export async function temporaryRoot(options: RootOptions = {}): Promise<string> {
  const { operations = 2000, spec = sampleSpec(), url = UNREACHABLE_URL } = options;
  const root = await temporaryFolder();
  const paths = contractPaths(root);
  await mkdir(join(root, 'specs/kaiten'), { recursive: true });
  const source = { url, limits: { bytes: 16 * 2 ** 20, operations }, overlays: [] };
  await writeFile(paths.source, JSON.stringify(source));
  if (spec) {
    const file = join(root, 'spec.json');
    await writeFile(file, JSON.stringify(spec));
    await (await downloadSpec({ root, url: file })).commit();
  }
  return root;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'upstream-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The committed files by name, so that leftovers show as well. */
export async function committedFiles(root: string): Promise<Record<string, string>> {
  const folder = join(root, 'specs/kaiten');
  const names = await readdir(folder);
  const contents = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(contents));
}

export async function readJson(path: string): Promise<JsonObject> {
  return JSON.parse(await readFile(path, 'utf8'));
}

/** For tests: without the environment of the user, and without long delays. */
export function download(options: DownloadOptions): Promise<DownloadPlan> {
  return downloadSpec({ env: {}, backoff: { baseMs: 1, capMs: 1 }, ...options });
}

export async function downloadAndCommit(options: DownloadOptions): Promise<DownloadPlan> {
  const plan = await download(options);
  await plan.commit();
  return plan;
}

/** For tests: what no pinned file may have gone through. */
export async function editByHand(path: string): Promise<void> {
  await writeFile(path, JSON.stringify({ ...(await readJson(path)), security: [] }));
}
