import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { readPolicy } from '@kaiten-sdk/scripts/diff/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { LayerResult } from '../src/layers/layer.ts';
import { upstreamLayer } from '../src/layers/upstream-layer.ts';
import { upstream } from './repository.ts';

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
