import { PipelineError } from '../cli/problem.ts';
import { type Progress, silent } from '../cli/progress.ts';
import { contractPaths } from '../contracts/paths.ts';
import { type DownloadPlan, downloadSpec } from '../download/index.ts';
import { TARGETS } from '../generate/index.ts';
import { shortList } from '../openapi/short-value.ts';
import { buildContract, readOverlayLock, readOverlays } from '../patch/index.ts';
import { protect, recover } from './protect.ts';
import { contractReportOf, packagesOf, type RegenerateReport, specReportOf } from './report.ts';
import { pruneBuilds, runTurbo, type TaskOutcome } from './turbo.ts';

export interface RegenerateOptions {
  readonly root: string;
  /** Downloads the spec from here instead: https, http on loopback, or a file. */
  readonly url?: string;
  /** Fails if the live spec cannot be downloaded, instead of using the pinned one. */
  readonly requireLive?: boolean;
  /** Sends no request and uses the pinned snapshot. */
  readonly pinned?: boolean;
  /** Continues even if a suspicious share of the pinned operations was removed. */
  readonly acceptRemovals?: boolean;
  readonly progress?: Progress;
}

/** The live spec has changed so that our overlays no longer apply to it. */
export class MisfitError extends PipelineError {
  override readonly name = 'MisfitError';
}

/**
 * Checks that the overlays apply to a changed spec, before anything is written.
 *
 * @throws `MisfitError` that lists the actions that upstream has made wrong or unnecessary.
 */
export async function mustStillPatch({ upstream }: DownloadPlan, root: string): Promise<void> {
  try {
    const [overlays, lock] = [await readOverlays(root), await readOverlayLock(root)];
    await buildContract({ upstream, overlays, lock });
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    const advice =
      'The live spec has changed; npm start -- --pinned continues without the change. ' +
      'To follow it, run pnpm spec:download first.';
    throw new MisfitError(`${error.message}. ${advice}`, error.problems, { cause: error });
  }
}

/**
 * Downloads, patches, generates and builds. Whatever has not changed comes from the cache. If
 * anything fails, generators and the compiler included, every committed file is restored. What an
 * earlier run left that was killed is undone first.
 */
export async function regenerate(options: RegenerateOptions): Promise<RegenerateReport> {
  const { progress = silent, root } = options;
  const start = performance.now();
  const paths = contractPaths(root);
  await undoKilledRun(root, progress);

  progress.begin('download');
  const plan = await downloadSpec(options);
  progress.end('download', performance.now() - start, plan.outcome);

  const tasks = await protect(root, WRITTEN, async (signal) => {
    if (plan.outcome === 'changed') await mustStillPatch(plan, root);
    await plan.commit();
    signal.throwIfAborted();
    return runTasks(root, progress, signal).catch((error) => {
      throw plan.outcome === 'changed' && error instanceof PipelineError
        ? unbuildable(error, plan)
        : error;
    });
  });
  const pruned = await pruneBuilds(root);

  return {
    spec: specReportOf(plan),
    contract: await contractReportOf(paths.contract),
    packages: packagesOf(tasks),
    worked: plan.outcome === 'changed' || pruned > 0 || tasks.some(({ cached }) => !cached),
    ms: Math.round(performance.now() - start),
  };
}

/** Says which operations of a changed spec a generator or the compiler can have failed for. */
function unbuildable(
  { message, problems }: PipelineError,
  { changes }: DownloadPlan,
): PipelineError {
  const operations = shortList([...changes.added, ...changes.changed]);
  const text = `${message}

The packages cannot be generated from the live spec. Operations added or changed: ${operations || 'none'}.
All files were restored; npm start -- --pinned continues without the change.`;
  return new PipelineError(text, problems);
}

/** The committed files and folders that a run writes, relative to the root. */
const WRITTEN: readonly string[] = (() => {
  const { contract, lock, mismatches, overlayLock, undocumented, upstream } = contractPaths('');
  const folders = Object.values(TARGETS).map(({ folder }) => folder);
  return [upstream, lock, contract, mismatches, overlayLock, undocumented, ...folders];
})();

async function undoKilledRun(root: string, progress: Progress): Promise<void> {
  const start = performance.now();
  if (await recover(root)) {
    progress.end('recover', performance.now() - start, 'undid a run that was killed');
  }
}

/** The tasks of a report. `copy-generated` always runs, so it is not one of them. */
const STEPS = ['patch', 'generate', 'build'];

async function runTasks(
  root: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<TaskOutcome[]> {
  const onTask = (taskId: string) => progress.begin(taskId);
  const all = await runTurbo('build', { root, onTask, signal });
  const tasks = all.filter(({ task }) => STEPS.includes(task));
  for (const step of STEPS) {
    const ofStep = tasks.filter(({ task }) => task === step);
    const ran = ofStep.filter(({ cached }) => !cached);
    progress.end(step, Math.max(0, ...ran.map(({ ms }) => ms)), outcomeOf(ofStep, ran));
  }
  return tasks;
}

function outcomeOf(all: readonly TaskOutcome[], ran: readonly TaskOutcome[]): string {
  if (ran.length === 0) return 'cached';
  if (all.length === 1) return 'done';
  return ran.map((task) => task.package.replace('@kaiten-sdk/', '')).join(', ');
}
