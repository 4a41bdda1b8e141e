import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly seconds: number;
  /** Largest sum of resident memory over the process tree, in MiB; undefined off Linux. */
  readonly peakMiB: number | undefined;
  readonly stdout: string;
}

/** Runs a command as a whole process; throws with its words when it fails. */
export async function measure(
  command: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<Measured> {
  const [program = '', ...args] = command;
  const start = performance.now();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentOf(child.pid));
  }, 25);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(sampler);
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) {
    throw new Error(`${command.join(' ')} exited with ${code}\n${output.stdout}${output.stderr}`);
  }
  return { seconds, peakMiB: peak > 0 ? peak / 1024 : undefined, stdout: output.stdout };
}

/** KiB of a process and its descendants, from /proc. */
function residentOf(root: number | undefined): number {
  if (root === undefined || process.platform !== 'linux') return 0;
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => statusOf(Number(pid)));
  const family = new Set([root]);
  let grew = true;
  while (grew) {
    const before = family.size;
    for (const { parent, pid } of processes) if (family.has(parent)) family.add(pid);
    grew = family.size > before;
  }
  return processes
    .filter(({ pid }) => family.has(pid))
    .reduce((sum, { resident }) => sum + resident, 0);
}

function statusOf(pid: number): { pid: number; parent: number; resident: number }[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    return [{ pid, parent: field('PPid'), resident: field('VmRSS') || 0 }];
  } catch {
    return [];
  }
}
