import { readFile, writeFile } from 'node:fs/promises';
import { contractPaths } from '../../contracts/paths.ts';
import { sha256 } from '../../download/index.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { liveSpec } from '../../testing/live-spec.ts';
import { type SpecServer, specServer } from '../../testing/spec-server.ts';
import { copyWorkspace, type WorkspaceCopy } from '../../testing/workspace-copy.ts';
import { type Run, runRegenerate } from './run-regenerate.ts';

export interface Sample {
  readonly workspace: WorkspaceCopy;
  /** The live spec, as the workspace has pinned it. */
  readonly spec: JsonObject;
  /** Publishes the live spec. */
  server: SpecServer;
  /** Runs `npm start` in the workspace. */
  run(...args: string[]): Promise<Run>;
  tearDown(): Promise<void>;
}

/** For tests: a copy of this workspace, and a server that publishes the spec that it has pinned. */
export async function setUpWorkspace(
  options: { readonly withCache?: boolean } = {},
): Promise<Sample> {
  const [workspace, spec] = await Promise.all([copyWorkspace(options), liveSpec()]);
  await pinBytes(workspace, spec);
  const sample: Sample = {
    workspace,
    spec,
    server: await specServer(spec),
    run: (...args) => runRegenerate(workspace.root, sample.server.url, ...args),
    async tearDown() {
      await sample.server.stop();
      await workspace.remove();
    },
  };
  return sample;
}

/** Pins exactly the bytes that the server publishes, as if they had been downloaded from the source. */
async function pinBytes(workspace: WorkspaceCopy, document: JsonObject): Promise<void> {
  const { lock } = contractPaths(workspace.root);
  const bytes = Buffer.from(JSON.stringify(document));
  const pinned = JSON.parse(await readFile(lock, 'utf8'));
  Object.assign(pinned, { bytes: bytes.length, bytesSha256: sha256(bytes) });
  await writeFile(lock, `${JSON.stringify(pinned, null, 2)}\n`);
  await workspace.commit();
}

export const REBUILT = { client: 'rebuilt', types: 'rebuilt', zod: 'rebuilt' };
export const FROM_CACHE = { client: 'cached', types: 'cached', zod: 'cached' };

/** Whether each package was rebuilt, from the summary of a run. */
export function packagesIn(stdout: string): Record<string, string> {
  const list = /^Packages +(.*)$/m.exec(stdout)?.[1] ?? '';
  return Object.fromEntries(list.split(', ').map((item) => item.split(' ')));
}
