import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PipelineError } from '../cli/problem.ts';

export interface TaskOutcome {
  /** Short name of the package: `types`. */
  readonly package: string;
  readonly task: string;
  readonly cached: boolean;
  readonly ms: number;
}

interface TurboOptions {
  readonly root: string;
  /** Called when a task begins to run; not for tasks that come from the cache. */
  readonly onStart?: (task: string, packageName: string) => void;
}

const TASK_ID = /^(?:\/\/|(?:@kaiten-sdk\/)?(?<packageName>[^#]+))#(?<task>.+)$/;

/** Runs a task and what it depends on. Throws with the failed tasks' own words. */
export async function runTurbo(task: string, options: TurboOptions): Promise<TaskOutcome[]> {
  const { code, logs, summaryPath } = await stream(task, options);
  const summary = summaryPath ? await takeSummary(summaryPath) : undefined;
  if (code !== 0 || !summary) throw failure(task, logs, summary);
  return summary.tasks.map(toOutcome);
}

interface Streamed {
  readonly code: number | null;
  readonly logs: ReadonlyMap<string, readonly string[]>;
  readonly summaryPath: string | undefined;
}

async function stream(task: string, { root, onStart }: TurboOptions): Promise<Streamed> {
  const turbo = spawn(
    join(root, 'node_modules/.bin/turbo'),
    ['run', task, '--json', '--summarize'],
    {
      cwd: root,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exit = new Promise<number | null>((resolve, reject) => {
    turbo.once('error', reject);
    turbo.once('close', resolve);
  });
  const logs = new Map<string, string[]>();
  let summaryPath: string | undefined;
  const take = (source: string, text: string) => {
    if (/^cache miss, executing/.test(text)) {
      const id = TASK_ID.exec(source)?.groups;
      if (id) onStart?.(id.task ?? '', id.packageName ?? '');
    }
    summaryPath = /^\s*Summary:\s+(\S.*)$/.exec(text)?.[1] ?? summaryPath;
    logs.set(source, [...(logs.get(source) ?? []), text]);
  };
  createInterface({ input: turbo.stdout }).on('line', (line) => {
    const { source, text } = parseLine(line);
    take(source, text);
  });
  createInterface({ input: turbo.stderr }).on('line', (line) => take('turbo', line));
  return { code: await exit, logs, summaryPath };
}

function parseLine(line: string): { source: string; text: string } {
  try {
    return JSON.parse(line);
  } catch {
    return { source: 'turbo', text: line };
  }
}

interface Summary {
  readonly tasks: readonly SummaryTask[];
}

interface SummaryTask {
  readonly taskId: string;
  readonly cache: { readonly status: 'HIT' | 'MISS' };
  readonly execution?: {
    readonly startTime: number;
    readonly endTime: number;
    readonly exitCode: number | null;
  };
}

async function takeSummary(path: string): Promise<Summary> {
  const summary = JSON.parse(await readFile(path, 'utf8'));
  await rm(path);
  return summary;
}

function toOutcome({ taskId, cache, execution }: SummaryTask): TaskOutcome {
  const id = TASK_ID.exec(taskId)?.groups;
  return {
    package: id?.packageName ?? taskId,
    task: id?.task ?? taskId,
    cached: cache.status === 'HIT',
    ms: execution ? execution.endTime - execution.startTime : 0,
  };
}

function failure(
  task: string,
  logs: Streamed['logs'],
  summary: Summary | undefined,
): PipelineError {
  const failed = (summary?.tasks ?? [])
    .filter(({ execution }) => execution && execution.exitCode !== 0)
    .map(({ taskId }) => taskId);
  const sources = failed.length > 0 ? failed : ['turbo'];
  const words = sources.map((source) => [source, ...(logs.get(source) ?? [])].join('\n'));
  return new PipelineError(`${task} failed\n${words.join('\n')}`);
}
