import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { listFiles, removeEmptyFolders } from '../cli/folder.ts';
import { PipelineError } from '../cli/problem.ts';

export interface TaskOutcome {
  /** The name of the package, such as `@kaiten-sdk/types`. */
  readonly package: string;
  readonly task: string;
  readonly cached: boolean;
  readonly ms: number;
}

interface TurboOptions {
  readonly root: string;
  /** Called with the id of a task, such as `@kaiten-sdk/types#build`, at its first output. */
  readonly onTask?: (taskId: string) => void;
  /** Ends turbo and the tasks that it runs. */
  readonly signal?: AbortSignal;
}

/** What we read of the file that `turbo run --summarize` writes. */
interface RunSummary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly task: string;
    readonly package: string;
    readonly cache: { readonly status: 'HIT' | 'MISS' };
    readonly execution?: {
      readonly startTime: number;
      readonly endTime: number;
      readonly exitCode: number | null;
    };
  }[];
}

/**
 * Runs a task and the tasks that it depends on.
 *
 * @throws `PipelineError` with the output of the tasks that failed.
 */
export async function runTurbo(task: string, options: TurboOptions): Promise<TaskOutcome[]> {
  const runs = join(options.root, '.turbo/runs');
  const earlier = await listFiles(runs);
  const { code, output } = await execute(task, options);
  const [file] = (await listFiles(runs)).filter((path) => !earlier.includes(path));
  const summary = file ? await takeSummary(join(runs, file)) : undefined;
  if (code !== 0 || !summary) {
    const failed = (summary?.tasks ?? []).filter(
      ({ execution }) => execution && execution.exitCode !== 0,
    );
    const sources = failed.length > 0 ? failed.map(({ taskId }) => taskId) : [TURBO];
    const lines = sources.flatMap((source) => [source, ...(output.get(source) ?? [])]);
    // Numbers of TypeScript's messages say nothing to whoever follows a spec.
    const text = lines.join('\n').replaceAll(/error\s+TS\d+/g, 'error');
    throw new PipelineError(`${task} failed\n${text}`);
  }
  return summary.tasks.map(({ cache, execution, task: name, ...one }) => ({
    package: one.package,
    task: name,
    cached: cache.status === 'HIT',
    ms: execution ? execution.endTime - execution.startTime : 0,
  }));
}

async function takeSummary(path: string): Promise<RunSummary> {
  const summary = JSON.parse(await readFile(path, 'utf8'));
  await rm(path);
  return summary;
}

/** The source of the output that comes from turbo itself. */
const TURBO = 'turbo';

/** Runs turbo to its end; `output` contains the lines of each task. */
async function execute(task: string, { root, onTask, signal }: TurboOptions) {
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
  const end = () => turbo.kill();
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const output = new Map<string, string[]>();
  const add = (source: string, text: string) => {
    if (!output.has(source) && source !== TURBO) onTask?.(source);
    output.set(source, [...(output.get(source) ?? []), text]);
  };
  createInterface({ input: turbo.stdout }).on('line', (line) => {
    const { source, text } = parseLine(line);
    add(source, text);
  });
  createInterface({ input: turbo.stderr }).on('line', (line) => add(TURBO, line));
  const code = await exit;
  signal?.removeEventListener('abort', end);
  return { code, output };
}

/** With `--json`, turbo prints one JSON object per line. */
function parseLine(line: string): { source: string; text: string } {
  try {
    return JSON.parse(line);
  } catch {
    return { source: TURBO, text: line };
  }
}

/**
 * Removes builds whose sources no longer exist: turbo restores files from its cache, but does not
 * remove any.
 *
 * @returns The number of files removed.
 */
export async function pruneBuilds(root: string): Promise<number> {
  const packages = await readdir(join(root, 'packages'));
  const removed = await Promise.all(packages.map((name) => prune(join(root, 'packages', name))));
  return removed.reduce((sum, count) => sum + count, 0);
}

async function prune(packageFolder: string): Promise<number> {
  const dist = join(packageFolder, 'dist');
  const stems = new Set((await listFiles(join(packageFolder, 'src'))).map(stemOf));
  const stale = (await listFiles(dist)).filter((path) => !stems.has(stemOf(path)));
  await Promise.all(stale.map((path) => rm(join(dist, path))));
  await removeEmptyFolders(dist, stale);
  return stale.length;
}

function stemOf(path: string): string {
  return path.replace(/(\.bundle|\.d)?\.[jt]s(\.map)?$/, '');
}
