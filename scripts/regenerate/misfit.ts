import { PipelineError } from '../cli/problem.ts';
import type { DownloadPlan } from '../download/index.ts';
import { buildContract, readOverlays } from '../patch/index.ts';

/** The live spec has changed so that our overlays do not make a contract of it any more. */
export class MisfitError extends PipelineError {
  override readonly name = 'MisfitError';
}

/** Tells what upstream mended or moved, before anything is written. */
export async function mustStillPatch({ upstream }: DownloadPlan, root: string): Promise<void> {
  try {
    await buildContract({ upstream, overlays: await readOverlays(root) });
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const advice = 'The live spec has changed; npm start -- --pinned goes on without the change.';
    throw new MisfitError(`${error.message}. ${advice}`, error.problems, { cause: error });
  }
}
