/** The patch step as `scripts/patch.ts` does it, with one overlay more. */
import { writeFileSync } from 'node:fs';
import { buildContract } from '@kaiten-sdk/scripts/lib/contract/build.ts';
import { readOverlays } from '@kaiten-sdk/scripts/lib/contract/overlays.ts';
import { contractPaths, ROOT } from '@kaiten-sdk/scripts/lib/contract/paths.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/lib/document/json.ts';
import { readDocument } from '@kaiten-sdk/scripts/lib/document/read.ts';
import { serializeDocument } from '@kaiten-sdk/scripts/lib/document/write.ts';

const [overlayPath = '', outputPath = ''] = process.argv.slice(2);
const upstream = (await readDocument(contractPaths(ROOT).upstream)) as JsonObject;
const growth = { file: overlayPath, document: (await readDocument(overlayPath)) as JsonObject };
const { contract } = await buildContract({
  upstream,
  overlays: [...(await readOverlays(ROOT)), growth],
});
writeFileSync(outputPath, serializeDocument(contract, outputPath));
