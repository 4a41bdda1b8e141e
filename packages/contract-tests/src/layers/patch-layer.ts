import { formatCount, PipelineError, type Problem } from '@kaiten-sdk/scripts/cli/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { buildContract, type Overlay } from '@kaiten-sdk/scripts/patch/index.ts';
import { judged, type LayerResult } from './layer.ts';
import { structuralDifferences } from './structural-differences.ts';

export interface PatchLayerOptions {
  readonly upstream: JsonObject;
  readonly overlays: readonly Overlay[];
  /** The contract as it is committed. */
  readonly contract: JsonObject;
  /** The file it is in, as messages name it. */
  readonly file: string;
}

/** Proves that the committed contract is the pinned spec with the overlays on it. */
export async function patchLayer(options: PatchLayerOptions): Promise<LayerResult> {
  const { contract, file, overlays } = options;
  const actions = formatCount(
    overlays.flatMap(({ document }) => document.actions).length,
    'action',
  );
  const problems = await problemsOf(options);
  return judged('patch', problems, {
    passed: `${file} is the pinned spec with ${actions} of ${formatCount(overlays.length, 'overlay')}`,
    failed: `${file} is not what the pinned spec and the overlays give; npm start writes it anew`,
  });

  async function problemsOf({ upstream }: PatchLayerOptions): Promise<readonly Problem[]> {
    try {
      const built = await buildContract({ upstream, overlays });
      return structuralDifferences(built.contract, contract).map((place) => ({ file, ...place }));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      return error.problems.length > 0 ? error.problems : [{ message: error.message }];
    }
  }
}
