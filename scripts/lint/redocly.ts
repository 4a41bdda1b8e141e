import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../cli/problem.ts';
import { ROOT } from '../contracts/paths.ts';
import type { Finding } from './finding.ts';

const PROGRAM = fileURLToPath(
  new URL('bin/cli.js', import.meta.resolve('@redocly/cli/package.json')),
);
const CONFIG = join(ROOT, 'redocly.yaml');
const MOST_BYTES = 64 * 1024 * 1024;

/** It would report what it does and look for a newer version of itself; a lint needs no network. */
const OFFLINE = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/**
 * What `redocly lint` finds in a file by our configuration.
 *
 * @throws `PipelineError` with what it says where it does not come to a result.
 */
export async function redoclyFindings(file: string): Promise<Finding[]> {
  const args = ['lint', file, '--config', CONFIG, '--format', 'json', '--max-problems', '100000'];
  const { stdout, stderr } = await run(args);
  const report = parseReport(stdout);
  if (report) return report.problems.map(findingOf);
  const message = stderr.trim() || 'it printed nothing';
  throw new PipelineError(`redocly lint did not come to a result: ${message}`, [{ file, message }]);
}

interface Report {
  readonly problems: readonly RedoclyProblem[];
}

interface RedoclyProblem {
  readonly ruleId: string;
  readonly message: string;
  readonly location: readonly { readonly pointer?: string }[];
}

function run(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, ...OFFLINE };
  return new Promise((resolve) => {
    // It exits with 1 where it finds something, so its output decides.
    execFile(
      process.execPath,
      [PROGRAM, ...args],
      { env, maxBuffer: MOST_BYTES },
      (_, out, err) => {
        resolve({ stdout: out, stderr: err });
      },
    );
  });
}

function parseReport(text: string): Report | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findingOf({ ruleId, message, location }: RedoclyProblem): Finding {
  const pointer = location[0]?.pointer ?? '';
  return { rule: ruleId, pointer: pointer.replace(/^#\/?/, '/'), message };
}
