import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { readPolicy } from '@kaiten-sdk/scripts/diff/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { readOverlays } from '@kaiten-sdk/scripts/patch/index.ts';
import { readContract, readUpstream } from '../src/contract/contract.ts';
import { upstreamLayer } from '../src/layers/live-layers.ts';
import type { LayerResult } from '../src/layers/offline-layers.ts';

/** What is committed; every test leaves it as it is. */
export const contract = await readContract();
export const upstream = await readUpstream();
export const file = 'openapi.json';

/** The same in every run, so that a failure is no matter of luck. */
export const SEED = 20_261_121;

/** What is written by hand; apart from the rest, since to read it takes its time. */
export const overlays = await readOverlays(ROOT);
export const policy = await readPolicy(contractPaths(ROOT).policy);

/** What the layer says while this is published. */
export async function publish(spec: JsonObject): Promise<LayerResult> {
  const folder = await mkdtemp(join(tmpdir(), 'live-spec-'));
  const url = join(folder, 'openapi.json');
  await writeFile(url, JSON.stringify(spec));
  const policy = await readPolicy(contractPaths(ROOT).policy);
  try {
    return await upstreamLayer({ root: ROOT, snapshot: upstream, policy, url });
  } finally {
    await rm(folder, { recursive: true });
  }
}
