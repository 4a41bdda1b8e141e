import { join } from 'node:path';
import { formatProblem } from '../cli/problem.ts';
import { type Progress, silent } from '../cli/progress.ts';
import { contractPaths } from '../contracts/paths.ts';
import { type DownloadPlan, downloadSpec } from '../download/index.ts';
import { TARGETS } from '../generate/index.ts';
import { contractOf } from './contract-of.ts';
import { mustStillPatch } from './misfit.ts';
import { protect } from './protect.ts';
import { pruneBuilds } from './prune.ts';
import { packagesOf, type RegenerateReport } from './report.ts';
import { runTurbo, type TaskOutcome } from './turbo.ts';

export interface RegenerateOptions {
  readonly root: string;
  /** Takes the spec from here instead: https, http on loopback, or a file. */
  readonly url?: string;
  /** Fails when the live spec cannot be had, instead of going on with the pinned one. */
  readonly requireLive?: boolean;
  /** Asks nobody and goes on from the pinned snapshot. */
  readonly pinned?: boolean;
  /** Goes on when a suspicious share of the pinned operations is gone. */
  readonly acceptRemovals?: boolean;
  readonly progress?: Progress;
}

const STEPS: ReadonlySet<string> = new Set(['patch', 'generate', 'build']);

/**
 * The main job: download, patch, generate, build. Whatever has not changed comes from the cache.
 * On any failure, also of a generator or the compiler, every committed file is as it was.
 */
export async function regenerate(options: RegenerateOptions): Promise<RegenerateReport> {
  const { progress = silent, root } = options;
  const start = performance.now();
  const paths = contractPaths(root);
  const written = [
    paths.upstream,
    paths.lock,
    paths.contract,
    paths.mismatches,
    paths.undocumented,
    ...Object.values(TARGETS).map(({ folder }) => join(root, folder)),
  ];

  progress.begin('download');
  const plan = await downloadSpec(options);
  progress.end('download', performance.now() - start, plan.outcome);

  const tasks = await protect(written, async () => {
    if (plan.outcome === 'changed') await mustStillPatch(plan, root);
    await plan.commit();
    return runTasks(root, progress);
  });
  const pruned = await pruneBuilds(root);

  const worked = plan.outcome === 'changed' || pruned > 0 || tasks.some(({ cached }) => !cached);
  return {
    spec: specOf(plan),
    contract: await contractOf(paths.contract),
    packages: packagesOf(tasks),
    worked,
    ms: Math.round(performance.now() - start),
  };
}

async function runTasks(root: string, progress: Progress): Promise<TaskOutcome[]> {
  const onStart = (task: string, packageName: string) =>
    progress.begin(task === 'patch' ? task : `${task} ${packageName}`);
  // Publishing copies what may have come from the cache, so it is never cached itself.
  const tasks = (await runTurbo('build', { root, onStart })).filter(({ task }) => STEPS.has(task));
  for (const step of STEPS) {
    const ofStep = tasks.filter(({ task }) => task === step);
    const ran = ofStep.filter(({ cached }) => !cached);
    const ms = ran.reduce((longest, task) => Math.max(longest, task.ms), 0);
    progress.end(step, ms, outcomeOf(ofStep, ran));
  }
  return tasks;
}

function outcomeOf(all: readonly TaskOutcome[], ran: readonly TaskOutcome[]): string {
  if (ran.length === 0) return 'cached';
  return all.length === 1 ? 'done' : ran.map((task) => task.package).join(', ');
}

function specOf(plan: DownloadPlan): RegenerateReport['spec'] {
  const { changes, outcome, reason, stats, url } = plan;
  return {
    outcome,
    url,
    ...(reason === undefined ? {} : { reason }),
    operations: stats.operations,
    changes,
    warnings: plan.warnings.map(formatProblem),
  };
}
